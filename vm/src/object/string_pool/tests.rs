//! The pool as it grows, splits, sweeps, and runs out of memory.

use crate::gc::NoRoots;
use crate::object::Heap;

fn text(number: u32) -> Vec<u8> {
    let mut text = number.to_string().into_bytes();
    text.resize(text.len() + number as usize % 30, b'-');
    text
}

#[test]
fn every_string_is_found_again_while_the_directory_grows() {
    let mut heap = Heap::new(1).expect("no limit is set");
    let mut strings = Vec::new();
    for number in 0..300_000 {
        let string = heap.intern(&text(number)).expect("no limit is set");
        assert_eq!(string.as_bytes(), text(number));
        strings.push(string);
        let earlier = number / 2;
        assert!(heap.intern(&text(earlier)).is_ok_and(|found| found == strings[earlier as usize]));
    }
    assert_eq!(heap.strings.len(), strings.len());
    assert!(heap.strings.directory.len() > 1);
    for (number, string) in strings.iter().enumerate() {
        assert!(heap.intern(&text(number as u32)).is_ok_and(|found| found == *string));
    }
    assert_eq!(heap.strings.len(), strings.len());
    let largest = heap.strings.segments.len() * 512;
    assert!(strings.len() * 2 > largest, "segments are half full at least");
}

#[test]
fn a_sweep_leaves_nothing_behind() {
    let mut heap = Heap::new(2).expect("no limit is set");
    for round in 1..5 {
        for number in 0..10_000 * round {
            heap.intern(&text(number)).expect("no limit is set");
        }
        heap.collect(&mut NoRoots);
        assert!(heap.strings.is_empty());
        assert!(heap.strings.segments.len() <= 2, "empty segments are merged");
        heap.intern(b"a string").expect("no limit is set");
        heap.collect(&mut NoRoots);
    }
}

#[test]
fn every_length_is_told_apart() {
    let mut heap = Heap::new(3).expect("no limit is set");
    let bytes = [0; 200];
    let mut strings = Vec::new();
    for len in 0..bytes.len() {
        let string = heap.new_string(&bytes[..len]).expect("no limit is set");
        let half = [&bytes[..len / 2], &bytes[..len - len / 2], b"surplus"];
        let joined = heap.new_string_of_parts(len, half).expect("no limit is set");
        let filled = heap.new_string_with(len, |bytes| bytes.fill(0)).expect("no limit is set");
        for other in [joined, filled] {
            assert!(crate::object::string::strings_equal(string, other));
            assert_eq!(string.is_same(other), len <= crate::object::string::SHORT_MAX);
        }
        let string = string.pointer::<crate::object::LuaString>();
        assert_eq!((string.as_bytes(), string.is_short()), (&bytes[..len], len <= 40));
        assert_eq!(string.value().pointer::<crate::object::LuaString>().hash(), string.hash());
        strings.push(string.value());
    }
    for (len, string) in strings.iter().enumerate() {
        for other in &strings[..len] {
            assert!(!crate::object::string::strings_equal(*string, *other));
        }
    }
}

#[test]
fn refused_memory_leaves_the_pool_as_it_was() {
    let mut heap = Heap::new(4).expect("no limit is set");
    let (mut refused, mut number) = (0, 0);
    for round in 0..200 {
        heap.collector.set_limit(Some(heap.collector.bytes_held() + 997 * (round % 13)));
        for _ in 0..100 {
            number += 1;
            refused += usize::from(heap.intern(&text(number)).is_err());
        }
        heap.collector.set_limit(None);
        let count = heap.strings.len();
        let found = (1..=number).filter(|number| heap.strings_find(&text(*number))).count();
        assert_eq!(found, count);
    }
    assert!(refused > 50);
}

impl Heap {
    /// Whether a string is in the pool.
    fn strings_find(&self, bytes: &[u8]) -> bool {
        let hash = crate::value::equality::hash_bytes(bytes, self.strings.seed());
        self.strings.find(hash, bytes).is_some()
    }
}
