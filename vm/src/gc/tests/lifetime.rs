//! Finalizers and objects that own memory elsewhere.

use super::{COUNTED, DEATHS, Edge, NODE, World};

fn pending(world: &mut World) -> Vec<Edge> {
    std::iter::from_fn(|| world.collector.take_pending_finalizer()).collect()
}

fn registered(world: &mut World, count: usize) -> Vec<Edge> {
    (0..count)
        .map(|_| {
            let object = world.new_object(NODE, 1);
            world.collector.register_finalizer(object).expect("no limit");
            object
        })
        .collect()
}

#[test]
fn finalizers_are_pending_in_reverse_order_of_registration() {
    let mut world = World::new(1);
    let mut objects = registered(&mut world, 4);
    let kept = objects.remove(1);
    world.roots.list.push(kept);
    world.collector.register_finalizer(objects[0]).expect("no limit");
    assert!(!world.collector.has_pending_finalizer());
    world.collector.collect(&mut world.roots);
    assert!(world.collector.has_pending_finalizer());
    objects.reverse();
    assert_eq!(pending(&mut world), objects);
    world.collector.collect(&mut world.roots);
    assert_eq!(pending(&mut world), []);
    world.roots.list.clear();
    world.collector.collect(&mut world.roots);
    assert_eq!(pending(&mut world), [kept]);
    world.collector.collect(&mut world.roots);
    assert_eq!(world.collector.bytes_in_use(), 0);
}

#[test]
fn pending_objects_and_what_they_reach_stay_alive() {
    let mut world = World::new(1);
    let object = registered(&mut world, 1)[0];
    let child = world.new_object(NODE, 1);
    world.set_edge(object, 0, child);
    for _ in 0..3 {
        world.collector.collect(&mut world.roots);
        assert_eq!(world.collector.bytes_in_use(), 96);
    }
    world.roots.list = pending(&mut world);
    world.collect_and_check();
    assert_eq!(world.collector.bytes_in_use(), 96);
}

#[test]
fn an_object_can_be_registered_again_after_its_finalizer_was_taken() {
    let mut world = World::new(1);
    let object = registered(&mut world, 1)[0];
    world.collector.collect(&mut world.roots);
    assert_eq!(pending(&mut world), [object]);
    world.collector.register_finalizer(object).expect("no limit");
    world.collector.collect(&mut world.roots);
    assert_eq!(pending(&mut world), [object]);
}

#[test]
fn all_finalizers_can_be_scheduled_when_a_state_closes() {
    let mut world = World::new(1);
    let mut objects = registered(&mut world, 3);
    world.roots.list = objects.clone();
    world.collector.schedule_all_finalizers();
    objects.reverse();
    assert_eq!(pending(&mut world), objects);
}

#[test]
fn incremental_cycles_find_finalizers_and_ask_for_a_step() {
    let mut world = World::new(1);
    for _ in 0..500 {
        registered(&mut world, 1);
        world.new_object(NODE, 100);
        while world.collector.is_due() {
            world.collector.step(&mut world.roots);
        }
    }
    assert!(world.collector.has_pending_finalizer());
    world.collector.take_pending_finalizer();
    assert!(world.collector.is_due(), "more finalizers wait");
}

#[test]
fn what_dead_objects_own_is_dropped_once() {
    DEATHS.set(0);
    let mut world = World::new(1);
    for index in 0..1000 {
        let object = world.new_object(COUNTED, index % 7);
        if index % 2 == 0 {
            world.roots.list.push(object);
        }
    }
    world.collect_and_check();
    assert_eq!(DEATHS.get(), 500);
    world.roots.list.truncate(100);
    for _ in 0..2 {
        while !world.collector.step_bytes(&mut world.roots, 0) {
            let object = world.new_object(COUNTED, 1);
            world.roots.list.push(object);
        }
    }
    assert_eq!(DEATHS.get(), 900);
    let created = 1000 + world.roots.list.len() - 100;
    drop(world);
    assert_eq!(DEATHS.get(), created);
}
