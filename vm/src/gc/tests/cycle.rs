//! Slices, pacing, and the verifier itself.

use super::{Edge, KINDS, LEAF, NODE, OWNER, World, edges_of};
use crate::gc::{Collector, Header, Marker, Mode, NoRoots, Parameter, Roots};

#[test]
#[should_panic(expected = "unmarked but reachable: node")]
fn the_verifier_finds_a_store_without_a_barrier() {
    let mut world = World::new(1);
    let parent = world.new_object(NODE, 100);
    world.roots.list.push(parent);
    world.collector.step_bytes(&mut world.roots, 0);
    world.collector.marker.drain(usize::MAX);
    let child = world.new_object(NODE, 0);
    // SAFETY: a live node; the barrier is left out on purpose.
    unsafe { *edges_of(parent) = child };
    while !world.collector.step_bytes(&mut world.roots, 0) {}
}

#[test]
fn a_program_that_writes_all_the_time_does_not_keep_the_cycle_from_ending() {
    let mut world = World::new(1);
    world.collector.set_verify(false);
    let owner = world.new_object(OWNER, 60_000);
    world.roots.list.push(owner);
    let mut highest = 0;
    for _ in 0..300_000 {
        let index = world.random(60_000);
        let node = world.new_object(NODE, 4);
        world.set_edge(owner, index, node);
        world.safepoint();
        highest = highest.max(world.collector.bytes_in_use());
    }
    let live = 60_000 * (64 + 8);
    assert!(highest < live * 5 / 2, "{highest} bytes for {live} alive");
}

#[test]
fn large_trees_under_the_stack_are_not_left_to_the_atomic_phase() {
    let mut world = World::new(1);
    world.collector.set_verify(false);
    let mut last: Edge = std::ptr::null_mut();
    let mut most = 0;
    for _ in 0..300_000 {
        let node = world.new_object(NODE, 2);
        world.set_edge(node, 0, last);
        last = node;
        world.roots.list = vec![node];
        while world.collector.is_due() {
            world.collector.marker.work = 0;
            world.collector.step(&mut world.roots);
            most = most.max(world.collector.marker.work);
        }
    }
    assert!(most <= 160 * 1024, "one slice did {most} units of work");
}

#[test]
fn large_buffers_between_few_safepoints_do_not_outrun_the_collector() {
    const BUFFER: usize = 1 << 20;
    let mut world = World::new(5);
    world.collector.set_verify(false);
    world.roots.list.push(std::ptr::null_mut());
    for _ in 0..200_000 {
        let object = world.new_object(NODE, 1);
        world.set_edge(object, 0, world.roots.list[0]);
        world.roots.list[0] = object;
    }
    world.collector.collect(&mut world.roots);
    let live = world.collector.bytes_in_use();
    for _ in 0..400 {
        world.collector.allocate_buffer(BUFFER).expect("no limit");
        if world.collector.is_due() {
            world.collector.step(&mut world.roots);
        }
        let in_use = world.collector.bytes_in_use();
        assert!(in_use < 4 * live, "{in_use} bytes in use, {live} of them alive");
    }
}

#[test]
fn stopping_and_restarting() {
    let mut world = World::new(1);
    world.collector.stop();
    assert!(!world.collector.is_running());
    for _ in 0..100_000 {
        world.new_object(LEAF, 0);
        assert!(!world.collector.is_due());
    }
    let before = world.collector.bytes_in_use();
    world.collector.restart();
    assert!(world.collector.is_due());
    while world.collector.is_due() {
        world.collector.step(&mut world.roots);
    }
    while !world.collector.step_bytes(&mut world.roots, 1000) {}
    assert!(world.collector.bytes_in_use() < before / 10);
}

#[test]
fn step_bytes_says_when_a_cycle_ended() {
    let mut world = World::new(1);
    for _ in 0..20_000 {
        let node = world.new_object(NODE, 3);
        world.roots.list.push(node);
    }
    let mut small = 1;
    while !world.collector.step_bytes(&mut world.roots, 0) {
        small += 1;
    }
    assert!(small > 3, "{small} slices");
    assert!(world.collector.step_bytes(&mut world.roots, 1 << 30));
}

#[test]
fn parameters_and_modes_are_remembered() {
    let mut collector = Collector::new(&KINDS);
    let pause = Parameter::from_name(b"pause").expect("a parameter");
    assert_eq!(collector.parameter(pause, Some(400)), 250);
    assert_eq!(collector.parameter(pause, None), 400);
    assert_eq!(Parameter::from_name(b"paws"), None);
    assert_eq!(collector.set_mode(Mode::Generational), Mode::Incremental);
    assert_eq!(collector.set_mode(Mode::Incremental), Mode::Generational);
    for value in [0, 1, usize::MAX] {
        collector.parameter(Parameter::StepMultiplier, Some(value));
        collector.parameter(Parameter::StepSize, Some(value));
        collector.parameter(pause, Some(value));
        collector.collect(&mut NoRoots);
        assert!(collector.allocate(LEAF, 100).is_ok());
    }
}

/// Roots with a stack so deep that every pass over it exceeds the work of a slice.
struct DeepRoots(Vec<Edge>);

impl Roots for DeepRoots {
    fn trace(&mut self, marker: &mut Marker) {
        marker.charge(10 << 20);
        for &edge in &self.0 {
            // SAFETY: alive as long as it is marked here.
            unsafe { marker.mark(edge) };
        }
    }
}

#[test]
fn expensive_roots_do_not_keep_the_cycle_from_ending() {
    let mut collector = Collector::new(&KINDS);
    let mut roots = DeepRoots(Vec::new());
    for index in 0..400_000 {
        let object = collector.allocate(NODE, 64).expect("no limit");
        // SAFETY: a fresh node without edges.
        unsafe { (*object).aux = 0 };
        if index % 1000 == 0 {
            roots.0.push(object);
        }
        while collector.is_due() {
            collector.step(&mut roots);
        }
    }
    assert!(collector.bytes_in_use() < 2 << 20);
}

#[test]
fn headers_start_clean_in_reused_cells() {
    let mut collector = Collector::new(&KINDS);
    for _ in 0..3 {
        for _ in 0..1000 {
            let object = collector.allocate(LEAF, 40).expect("no limit");
            // SAFETY: a fresh cell.
            let Header { kind, color, flags, aux, .. } = unsafe { *object };
            assert_eq!((kind, color, flags, aux), (LEAF, 0, 0, 0));
            // SAFETY: as above.
            unsafe { (*object).flags = 9 };
        }
        collector.collect(&mut NoRoots);
    }
}
