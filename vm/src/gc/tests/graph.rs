//! Random graphs, changed between slices, compared with the model.

use super::{COUNTED, LEAF, NODE, OWNER, STACK, World};
use crate::gc::marker::REFUSES_MEMORY;

/// Draws a kind and a number of edges, now and then large ones.
fn new_random_object(world: &mut World) -> super::Edge {
    match world.random(40) {
        0..20 => {
            let edges = world.random(9);
            world.new_object(NODE, edges)
        }
        20..27 => world.new_object(LEAF, 0),
        27..33 => {
            let edges = 1 + world.random(40);
            world.new_object(OWNER, edges)
        }
        33 => {
            let edges = 1 + world.random(3000);
            world.new_object(OWNER, edges)
        }
        34 => {
            let edges = world.random(2000);
            world.new_object(NODE, edges)
        }
        35 => world.new_object(STACK, 30),
        _ => world.new_object(COUNTED, 3),
    }
}

/// Does one random thing to the roots or to the objects they reach in one step.
fn change(world: &mut World) {
    let object = world.some_root();
    let other = world.some_root();
    if object.is_null() {
        return;
    }
    let edges = world.model[&object].edges.len();
    match world.random(12) {
        0..6 if edges > 0 => {
            let index = world.random(edges);
            world.set_edge(object, index, other);
        }
        6..8 if edges > 0 => {
            // An object becomes reachable from a root that was reachable through another object only.
            let index = world.random(edges);
            let child = world.model[&object].edges[index];
            if !child.is_null() {
                world.roots.list.push(child);
            }
        }
        8..10 => {
            let index = world.random(world.roots.list.len());
            world.roots.list.swap_remove(index);
        }
        10 if edges > 0 => {
            let index = world.random(edges);
            world.set_edge(object, index, std::ptr::null_mut());
        }
        // SAFETY: a root is alive.
        11 if unsafe { (*object).kind } == OWNER => {
            let more = edges + 1 + world.random(edges * 2 + 1);
            world.resize_owner(object, more.min(6000)).expect("no limit");
        }
        _ => {}
    }
}

fn run(seed: u64, rounds: usize, safepoint: impl Fn(&mut World)) {
    let mut world = World::new(seed);
    for round in 0..rounds {
        let object = new_random_object(&mut world);
        world.roots.list.push(object);
        for _ in 0..4 {
            change(&mut world);
        }
        while world.roots.list.len() > 60 {
            let index = world.random(world.roots.list.len());
            world.roots.list.swap_remove(index);
        }
        safepoint(&mut world);
        if round % 500 == 0 {
            world.check();
        }
        if round % 3000 == 2999 {
            world.collect_and_check();
        }
    }
    world.collect_and_check();
    world.roots.list.clear();
    world.collect_and_check();
    assert_eq!(world.collector.bytes_in_use(), 0);
}

#[test]
fn graphs_survive_slices_when_they_are_due() {
    for seed in 1..5 {
        run(seed, 12_000, World::safepoint);
    }
}

#[test]
fn graphs_survive_slices_at_any_point() {
    for seed in 10..13 {
        run(seed, 6_000, |world| {
            if world.random(3) == 0 {
                world.collector.step_bytes(&mut world.roots, 0);
            }
        });
    }
}

#[test]
fn graphs_survive_a_collection_at_every_point() {
    run(20, 700, |world| {
        world.collector.set_collect_always(true);
        assert!(world.collector.is_due());
        world.collector.step(&mut world.roots);
    });
}

#[test]
fn graphs_survive_full_collections_in_every_phase() {
    run(30, 3_000, |world| match world.random(40) {
        0..30 => {
            world.collector.step_bytes(&mut world.roots, 0);
        }
        30 => world.collector.collect(&mut world.roots),
        _ => world.safepoint(),
    });
}

#[test]
fn graphs_survive_queues_that_cannot_grow() {
    run(40, 4_000, |world| {
        REFUSES_MEMORY.set(world.random(2) == 0);
        world.collector.step_bytes(&mut world.roots, 0);
        REFUSES_MEMORY.set(world.random(50) == 0);
        if REFUSES_MEMORY.get() {
            world.collector.collect(&mut world.roots);
        }
        REFUSES_MEMORY.set(false);
    });
}

#[test]
fn prefetching_changes_nothing() {
    let mut world = World::new(50);
    world.collector.set_verify(false);
    let mut last = std::ptr::null_mut();
    for _ in 0..600_000 {
        let node = world.new_object(NODE, 2);
        world.set_edge(node, 0, last);
        last = node;
        world.roots.list = vec![node];
        world.safepoint();
    }
    world.collector.set_verify(true);
    world.collector.collect(&mut world.roots);
    assert!(world.collector.marker.uses_prefetch);
    world.collect_and_check();
}
