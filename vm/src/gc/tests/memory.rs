//! Size classes, limits, accounting, large blocks and buffers.

use super::{COUNTED, KINDS, LEAF, NODE, OWNER, World};
use crate::gc::page::{CELL_SPACE, PAGE_SIZE, page_of};
use crate::gc::size_class::{MAX_CELL, SIZES, class_of, size_of_class};
use crate::gc::{Collector, NoRoots, OutOfMemory};

#[test]
fn classes_fit_what_they_are_for() {
    for bytes in 0..=MAX_CELL {
        let class = class_of(bytes);
        assert!(size_of_class(class) >= bytes);
        assert!(class == 0 || size_of_class(class - 1) < bytes);
    }
    for (class, size) in SIZES.iter().enumerate() {
        assert_eq!(size_of_class(class), *size as usize);
        let rest = CELL_SPACE % size_of_class(class);
        assert!(rest < CELL_SPACE / 12, "class {class} wastes {rest} bytes of each page");
    }
}

#[test]
fn cells_are_aligned_and_disjoint() {
    let mut world = World::new(7);
    let mut cells = Vec::new();
    for _ in 0..4000 {
        let edges = world.random(300) * world.random(3);
        let object = world.new_object(NODE, edges);
        assert_eq!(object.addr() % 16, 0);
        cells.push((object.addr(), 32 + edges * 8));
        world.roots.list.push(object);
    }
    cells.sort_unstable();
    for pair in cells.windows(2) {
        assert!(pair[0].0 + pair[0].1 <= pair[1].0);
    }
}

#[test]
fn a_small_heap_holds_little() {
    let mut world = World::new(1);
    for index in 0..60 {
        let object = world.new_object(NODE, index % 6);
        world.roots.list.push(object);
    }
    assert!(world.collector.bytes_held() <= 8192, "{}", world.collector.bytes_held());
}

#[test]
fn the_limit_is_hard_and_memory_comes_back() {
    const LIMIT: usize = 1 << 20;
    for kind in [NODE, LEAF, COUNTED, OWNER] {
        let mut world = World::new(3);
        world.collector.set_limit(Some(LIMIT));
        let mut first = 0;
        for round in 0..4 {
            let mut count = 0;
            while let Some(object) = {
                let edges = world.random(20);
                world.try_new_object(kind, edges)
            } {
                world.roots.list.push(object);
                count += 1;
                assert!(world.collector.bytes_held() <= LIMIT);
            }
            if round == 0 {
                first = count;
            }
            assert!(count > first * 3 / 4, "round {round}: {count} objects, first {first}");
            assert!(world.collector.bytes_in_use() > LIMIT * 3 / 4);
            world.roots.list.clear();
            world.collector.collect(&mut world.roots);
            assert_eq!(world.collector.bytes_in_use(), 0);
        }
    }
}

#[test]
fn a_stopped_collector_makes_room_below_the_limit() {
    const LIMIT: usize = 1 << 20;
    let mut world = World::new(5);
    world.collector.set_limit(Some(LIMIT));
    world.collector.stop();
    for _ in 0..100_000 {
        let edges = world.random(20);
        assert!(world.try_new_object(NODE, edges).is_some());
        if world.collector.is_due() {
            world.collector.step(&mut world.roots);
        }
    }
    assert!(!world.collector.is_running());
    let mut world = World::new(5);
    world.collector.stop();
    for _ in 0..10_000 {
        world.new_object(NODE, 10);
        assert!(!world.collector.is_due());
    }
}

#[test]
fn a_refused_request_changes_nothing() {
    let mut collector = Collector::new(&KINDS);
    collector.set_limit(Some(100_000));
    let buffer = collector.allocate_buffer(50_000).expect("within the limit");
    let (used, held) = (collector.bytes_in_use(), collector.bytes_held());
    assert_eq!(collector.allocate(LEAF, 100_000), Err(OutOfMemory));
    assert_eq!(collector.allocate(LEAF, usize::MAX), Err(OutOfMemory));
    assert_eq!(collector.allocate_buffer(usize::MAX), Err(OutOfMemory));
    assert_eq!(collector.charge_external(usize::MAX), Err(OutOfMemory));
    // SAFETY: a live buffer of this size.
    unsafe {
        assert_eq!(collector.resize_buffer(buffer, 50_000, 200_000), Err(OutOfMemory));
        assert_eq!(collector.resize_buffer(buffer, 50_000, usize::MAX), Err(OutOfMemory));
    }
    assert_eq!((collector.bytes_in_use(), collector.bytes_held()), (used, held));
}

#[test]
fn buffers_keep_their_contents_when_they_grow() {
    let mut collector = Collector::new(&KINDS);
    let mut size = 8;
    let mut buffer = collector.allocate_buffer(size).expect("no limit");
    // SAFETY: the buffer has this size throughout.
    unsafe {
        for index in 0..size {
            buffer.add(index).write(index as u8);
        }
        for next in [40, 33, 500, 6000, 5000, 20_000, 400_000, 30_000_000, 700_000, 90_000] {
            buffer = collector.resize_buffer(buffer, size, next).expect("no limit");
            for index in 0..size.min(next) {
                assert_eq!(*buffer.add(index), index as u8);
            }
            for index in size..next {
                buffer.add(index).write(index as u8);
            }
            size = next;
        }
        assert_eq!(collector.bytes_in_use() - size, 0, "small ones were the last of their class");
    }
    collector.release_buffer(buffer, size);
    assert_eq!(collector.bytes_in_use(), 0);
}

#[test]
fn a_buffer_that_grows_at_the_end_of_its_class_leaves_no_garbage() {
    let mut collector = Collector::new(&KINDS);
    let mut old = collector.allocate_buffer(36).expect("no limit");
    for size in [72, 144, 288, 576, 1152] {
        // SAFETY: a live buffer of this size.
        old = unsafe { collector.resize_buffer(old, size / 2, size).expect("no limit") };
    }
    assert_eq!(collector.bytes_in_use(), 1152);
    collector.release_buffer(old, 1152);
    assert_eq!(collector.bytes_in_use(), 0);
}

#[test]
fn large_objects_have_pages_of_their_own() {
    let mut world = World::new(1);
    for bytes in [MAX_CELL + 1, PAGE_SIZE, 3 * PAGE_SIZE, 1 << 20] {
        let object = world.new_object(NODE, bytes / 8);
        assert_eq!(page_of(object.cast()).addr() % PAGE_SIZE, 0);
        assert_eq!(object.addr() - page_of(object.cast()).addr(), 320);
        world.roots.list.push(object);
    }
    let target = world.new_object(NODE, 0);
    let last = *world.roots.list.last().expect("some");
    world.set_edge(last, (1 << 17) - 1, target);
    world.collect_and_check();
    world.roots.list.swap_remove(1);
    world.collect_and_check();
    world.roots.list.clear();
    world.collect_and_check();
    assert!(world.collector.bytes_held() <= 8192);
}

#[test]
fn external_memory_counts() {
    let mut collector = Collector::new(&KINDS);
    collector.set_limit(Some(1 << 20));
    collector.charge_external(600_000).expect("within the limit");
    assert_eq!(collector.bytes_in_use(), 600_000);
    assert_eq!(collector.charge_external(600_000), Err(OutOfMemory));
    collector.release_external(600_000);
    assert_eq!((collector.bytes_in_use(), collector.bytes_held()), (0, 0));
    collector.set_limit(None);
    collector.charge_external(1 << 24).expect("no limit");
    assert!(collector.is_due(), "external memory drives the collector, too");
}

#[test]
fn temporary_memory_counts_but_asks_for_no_collection() {
    let mut collector = Collector::new(&KINDS);
    collector.set_limit(Some(1 << 20));
    assert_eq!(collector.charge_temporary(2 << 20), Err(OutOfMemory));
    for _ in 0..1000 {
        collector.charge_temporary(100_000).expect("within the limit");
        assert_eq!(collector.bytes_in_use(), 100_000);
        collector.release_external(100_000);
    }
    assert!(!collector.is_due());
    assert_eq!(collector.bytes_held(), 0);
}

#[test]
fn empty_pages_go_back() {
    let mut world = World::new(1);
    for _ in 0..50_000 {
        let object = world.new_object(NODE, 5);
        world.roots.list.push(object);
    }
    let held = world.collector.bytes_held();
    world.roots.list.truncate(10);
    world.collect_and_check();
    assert!(world.collector.bytes_held() < held / 50);
    assert!(world.collector.space.pages.len() < 5);
}

#[test]
fn heaps_of_several_threads_share_the_block_cache() {
    let threads: Vec<_> = (0..4)
        .map(|seed| {
            std::thread::spawn(move || {
                for round in 0..20 {
                    let mut world = World::new(seed * 100 + round);
                    world.collector.set_verify(false);
                    for _ in 0..3000 {
                        let edges = world.random(60);
                        let object = world.new_object(NODE, edges);
                        if world.random(3) > 0 {
                            world.roots.list.push(object);
                        }
                        world.safepoint();
                    }
                    world.collect_and_check();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("no panic");
    }
}

#[test]
fn collecting_an_empty_heap_is_possible() {
    let mut collector = Collector::new(&KINDS);
    collector.collect(&mut NoRoots);
    collector.step(&mut NoRoots);
    assert_eq!((collector.bytes_in_use(), collector.bytes_held()), (0, 0));
}
