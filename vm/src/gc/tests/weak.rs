//! Weak objects and ephemerons: what is cleared, what is kept, and in which order.

use super::{Edge, LEAF, NODE, WEAK, World, pairs};
use crate::gc::Weakness;

/// A weak object with these pairs, rooted.
fn new_weak(world: &mut World, weakness: Weakness, contents: &[(Edge, Edge)]) -> Edge {
    let object = world.new_object(WEAK, contents.len() * 2);
    // SAFETY: a live weak object with so many pairs.
    unsafe {
        (*object).flags = weakness as u8;
        pairs(object).copy_from_slice(contents);
    }
    world.roots.list.push(object);
    object
}

/// Which pairs are left.
fn left(object: Edge) -> Vec<bool> {
    // SAFETY: a live weak object.
    unsafe { pairs(object) }.iter().map(|pair| !pair.0.is_null()).collect()
}

fn nodes<const N: usize>(world: &mut World) -> [Edge; N] {
    std::array::from_fn(|_| world.new_object(NODE, 1))
}

#[test]
fn weak_values_go_when_the_value_is_dead() {
    let mut world = World::new(1);
    let [a, b, c, d] = nodes(&mut world);
    let weak = new_weak(&mut world, Weakness::Values, &[(a, b), (c, d)]);
    world.roots.list.push(b);
    world.collector.collect(&mut world.roots);
    assert_eq!(left(weak), [true, false]);
}

#[test]
fn weak_keys_go_when_the_key_is_dead() {
    let mut world = World::new(1);
    let [a, b, c, d] = nodes(&mut world);
    let weak = new_weak(&mut world, Weakness::Keys, &[(a, b), (c, d)]);
    world.roots.list.push(a);
    let before = world.collector.bytes_in_use();
    world.collector.collect(&mut world.roots);
    assert_eq!(left(weak), [true, false]);
    assert_eq!(
        before - world.collector.bytes_in_use(),
        2 * 48,
        "c and d are freed, b is kept by a"
    );
}

#[test]
fn all_weak_entries_go_when_either_is_dead() {
    let mut world = World::new(1);
    let [a, b, c, d] = nodes(&mut world);
    let weak = new_weak(&mut world, Weakness::All, &[(a, b), (a, c), (d, b), (b, a)]);
    world.roots.list.extend([a, b]);
    world.collector.collect(&mut world.roots);
    assert_eq!(left(weak), [true, false, false, true]);
}

#[test]
fn a_value_does_not_keep_its_own_key_alive() {
    let mut world = World::new(1);
    let [key, value] = nodes(&mut world);
    world.set_edge(value, 0, key);
    let weak = new_weak(&mut world, Weakness::Keys, &[(key, value)]);
    world.collector.collect(&mut world.roots);
    assert_eq!(left(weak), [false]);
}

#[test]
fn chains_of_ephemerons_are_kept_from_their_first_key() {
    const LENGTH: usize = 50_000;
    let mut world = World::new(1);
    let chain: [Vec<Edge>; 2] =
        std::array::from_fn(|_| (0..LENGTH).map(|_| world.new_object(NODE, 1)).collect());
    for chain in &chain {
        // Backwards, so that each round over all pairs would find one more key only.
        let links: Vec<_> = chain.windows(2).rev().map(|pair| (pair[0], pair[1])).collect();
        for part in links.chunks(LENGTH / 5) {
            new_weak(&mut world, Weakness::Keys, part);
        }
    }
    world.roots.list.push(chain[0][0]);
    let live = LENGTH * 48 + 10 * (32 + LENGTH / 5 * 16);
    world.collector.collect(&mut world.roots);
    let in_use = world.collector.bytes_in_use();
    assert!(in_use.abs_diff(live) < 1000, "{in_use}, not {live}");
}

#[test]
fn ephemerons_found_while_others_converge_take_part() {
    let mut world = World::new(1);
    let [a, b, c, d, e] = nodes(&mut world);
    let inner = new_weak(&mut world, Weakness::Keys, &[(d, e), (c, d)]);
    world.roots.list.pop();
    world.set_edge(c, 0, inner);
    let outer = new_weak(&mut world, Weakness::Keys, &[(b, c), (a, b)]);
    world.roots.list.push(a);
    world.collector.collect(&mut world.roots);
    assert_eq!((left(outer), left(inner)), (vec![true, true], vec![true, true]));
}

#[test]
fn an_object_that_is_finalized_leaves_weak_values_at_once_and_weak_keys_later() {
    let mut world = World::new(1);
    let [object, other, inner] = nodes(&mut world);
    world.set_edge(object, 0, inner);
    let values = new_weak(&mut world, Weakness::Values, &[(other, object), (other, inner)]);
    let keys = new_weak(&mut world, Weakness::Keys, &[(object, other), (inner, other)]);
    world.roots.list.push(other);
    world.collector.register_finalizer(object).expect("no limit");
    world.collector.collect(&mut world.roots);
    assert_eq!((left(values), left(keys)), (vec![false, false], vec![true, true]));
    assert_eq!(world.collector.take_pending_finalizer(), Some(object));
    world.collector.collect(&mut world.roots);
    assert_eq!(left(keys), [false, false]);
}

#[test]
fn weakness_counts_as_it_is_when_marking_ends() {
    let mut world = World::new(1);
    let [a, b] = nodes(&mut world);
    let weak = new_weak(&mut world, Weakness::All, &[(a, b)]);
    world.collector.step_bytes(&mut world.roots, 0);
    assert!(world.collector.barrier_mask != 0);
    // SAFETY: a live weak object.
    unsafe { (*weak).flags = Weakness::Values as u8 };
    world.roots.list.push(b);
    while !world.collector.step_bytes(&mut world.roots, 0) {}
    assert_eq!(left(weak), [true]);
    world.roots.list.pop();
    world.collector.collect(&mut world.roots);
    assert_eq!(left(weak), [false]);
}

#[test]
fn a_pool_forgets_the_dead_and_revives_what_it_hands_out() {
    let mut world = World::new(1);
    for number in 0..2000 {
        let leaf = world.new_object(LEAF, 0);
        world.roots.pool.insert(number, leaf);
        if number % 3 == 0 {
            world.roots.list.push(leaf);
        }
    }
    while world.collector.phase != crate::gc::cycle::Phase::SweepPool {
        world.collector.step_bytes(&mut world.roots, 0);
    }
    // A new entry that only the pool and the program know, and an old one that is asked for again.
    let new = world.new_object(LEAF, 0);
    world.roots.pool.insert(5000, new);
    let mut revived = Vec::new();
    while !world.collector.step_bytes(&mut world.roots, 0) {
        let number = world.random(2000) as u64;
        if let Some(&leaf) = world.roots.pool.get(&number) {
            // SAFETY: what is in the pool has not been freed.
            unsafe { world.collector.revive(leaf) };
            revived.push(number);
        }
    }
    world.check();
    assert!(revived.iter().all(|number| world.roots.pool.contains_key(number)));
    assert!(world.roots.pool.contains_key(&5000));
    let kept = (0..2000).filter(|number| world.roots.pool.contains_key(number)).count();
    assert!((667..667 + revived.len() + 1).contains(&kept), "{kept} kept");
    for number in (0..2000).step_by(3) {
        assert!(world.roots.pool.contains_key(&number));
    }
    world.collector.collect(&mut world.roots);
    assert_eq!(world.roots.pool.len(), 667);
}
