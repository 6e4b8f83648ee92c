//! Random operations on a table, compared with a map; and the corners of keys, borders and iteration.

mod memory;

use std::collections::HashMap;

use super::{Table, TableError};
use crate::gc::Gc;
use crate::object::Heap;
use crate::value::{INTEGER, NIL, TRUE, Value};

/// A small generator of pseudo-random numbers.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 32) % limit
    }
}

/// A key that a map can hold, in the form that equal keys share.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Key {
    Integer(i64),
    Float(u64),
    Boolean(bool),
    Bytes(Vec<u8>),
}

fn random_key(random: &mut Random, spread: u64) -> (Key, bool) {
    let number = random.below(spread) as i64;
    match random.below(16) {
        0..=7 => (Key::Integer(number), random.below(8) == 0),
        8 => (Key::Integer(-number), false),
        9 => (Key::Integer(i64::MAX - number), false),
        10 => (Key::Float((number as f64 + 0.5).to_bits()), false),
        11 => (Key::Float((2f64.powi(70) * (number + 1) as f64).to_bits()), false),
        12 => (Key::Boolean(number & 1 == 0), false),
        13 => (Key::Bytes(format!("{number:060}").into_bytes()), false),
        _ => (Key::Bytes(format!("k{number}").into_bytes()), false),
    }
}

/// The key as a value; integers as floats if told and possible.
fn to_value(heap: &mut Heap, key: &Key, as_float: bool) -> Value {
    match key {
        Key::Integer(number) if as_float => Value::float(*number as f64),
        Key::Integer(number) => Value::integer(*number),
        Key::Float(bits) => Value::float(f64::from_bits(*bits)),
        Key::Boolean(boolean) => Value::boolean(*boolean),
        Key::Bytes(bytes) => heap.new_string(bytes).expect("no limit is set"),
    }
}

fn check_entries(heap: &mut Heap, table: Gc<Table>, model: &HashMap<Key, i64>) {
    for (key, expected) in model {
        let key = to_value(heap, key, false);
        assert_eq!(table.get(key).as_integer(), Some(*expected));
    }
    let mut seen = 0;
    let mut key = Value::NIL;
    while let Some((next, value)) = table.next(key).expect("the key was just found") {
        assert!(table.get(next).is_same(value));
        seen += 1;
        key = next;
    }
    assert_eq!(seen, model.len());
    let mut position = 0;
    while let Some((next, _, _)) = table.next_index(position) {
        position = next;
        seen -= 1;
    }
    assert_eq!(seen, 0);
}

fn check_border(heap: &Heap, table: Gc<Table>) {
    let border = table.length(heap);
    assert!(border >= 0);
    assert!(border == 0 || !table.get_integer(border).is_nil());
    assert!(border == i64::MAX || table.get_integer(border + 1).is_nil());
}

fn compare_with_map(seed: u64, spread: u64, operations: usize, removal: u64) {
    let mut heap = Heap::new(seed).expect("no limit is set");
    let mut random = Random(seed | 1);
    let table =
        heap.new_table(random.below(20) as usize, random.below(6) as usize).expect("no limit");
    let mut model = HashMap::new();
    for step in 0..operations {
        let (key, as_float) = random_key(&mut random, spread);
        let value = to_value(&mut heap, &key, as_float);
        match random.below(16) {
            choice if choice < removal => {
                assert_eq!(table.set(&mut heap, value, Value::NIL), Ok(()));
                model.remove(&key);
            }
            14 => {
                let new = random.next() as i64;
                let present =
                    table.set_existing(&mut heap, value, Value::integer(new)).expect("no limit");
                assert_eq!(present, model.contains_key(&key));
                if present {
                    model.insert(key, new);
                }
            }
            15 => assert_eq!(table.get(value).as_integer(), model.get(&key).copied()),
            _ => {
                let new = random.next() as i64;
                assert_eq!(table.set(&mut heap, value, Value::integer(new)), Ok(()));
                model.insert(key, new);
            }
        }
        check_border(&heap, table);
        if step % 64 == 0 {
            check_entries(&mut heap, table, &model);
        }
        if random.below(200) == 0 {
            let (array, nodes) = (random.below(spread) as usize, random.below(spread) as usize);
            table.resize(&mut heap, array, nodes).expect("no limit is set");
        }
    }
    check_entries(&mut heap, table, &model);
}

#[test]
fn behaves_like_a_map() {
    for seed in 1..40 {
        compare_with_map(seed, 1 << (seed % 9), 1500, seed % 12);
    }
}

#[test]
fn fields_can_be_cleared_during_iteration() {
    let mut heap = Heap::new(5).expect("no limit is set");
    let mut random = Random(77);
    for size in [1, 3, 10, 100, 700] {
        let table = heap.new_table(0, 0).expect("no limit is set");
        let mut model = HashMap::new();
        for _ in 0..size {
            let (key, _) = random_key(&mut random, 2 * size);
            let value = to_value(&mut heap, &key, false);
            table.set(&mut heap, value, Value::integer(1)).expect("a legal key");
            model.insert(key, 1);
        }
        let mut left = model.len();
        let mut key = Value::NIL;
        while let Some((next, value)) = table.next(key).expect("removed keys are still found") {
            let new = if random.below(2) == 0 { Value::NIL } else { value };
            table.set(&mut heap, next, new).expect("the key exists");
            left -= 1;
            key = next;
        }
        assert_eq!(left, 0);
    }
}

#[test]
fn unknown_keys_end_an_iteration_with_an_error() {
    let mut heap = Heap::new(5).expect("no limit is set");
    let table = heap.new_table(2, 2).expect("no limit is set");
    let name = heap.new_string(b"name").expect("no limit is set");
    for key in [name, Value::integer(3), Value::float(0.5), Value::float(f64::NAN)] {
        assert!(table.next(key).is_err());
    }
    assert!(table.next(Value::integer(2)).is_ok_and(|entry| entry.is_none()));
    assert!(table.next_index(usize::MAX / 2).is_none());
}

#[test]
fn equal_numbers_are_one_key() {
    let mut heap = Heap::new(1).expect("no limit is set");
    let table = heap.new_table(0, 0).expect("no limit is set");
    let two = 2f64;
    for (float, integer) in
        [(-0.0, 0), (0.0, 0), (two.powi(53), 1 << 53), (-two.powi(63), i64::MIN)]
    {
        let value = Value::integer(integer ^ 5);
        table.set(&mut heap, Value::float(float), value).expect("a legal key");
        assert!(table.get(Value::integer(integer)).is_same(value));
        assert!(table.get_integer(integer).is_same(value));
        assert!(table.get(Value::float(float)).is_same(value));
    }
    assert!(table.get(Value::float(two.powi(63))).is_nil());
    let mut key = Value::NIL;
    while let Some((next, _)) = table.next(key).expect("the key was just found") {
        assert_eq!(next.tag, INTEGER);
        key = next;
    }
}

#[test]
fn nil_and_nan_are_refused_as_keys() {
    let mut heap = Heap::new(1).expect("no limit is set");
    let table = heap.new_table(0, 4).expect("no limit is set");
    let nan = Value::float(f64::NAN);
    for (key, error) in [(Value::NIL, TableError::NilKey), (nan, TableError::NanKey)] {
        assert!(table.get(key).is_nil());
        assert_eq!(table.set(&mut heap, key, Value::boolean(true)), Err(error));
        assert_eq!(table.set_existing(&mut heap, key, Value::boolean(true)), Ok(false));
    }
    assert!(table.next(Value::NIL).is_ok_and(|entry| entry.is_none()));
}

#[test]
fn long_strings_are_found_by_content() {
    let mut heap = Heap::new(9).expect("no limit is set");
    let table = heap.new_table(0, 0).expect("no limit is set");
    for number in 0..100 {
        let key = heap.new_string(format!("{number:0100}").as_bytes()).expect("no limit is set");
        table.set(&mut heap, key, Value::integer(number)).expect("a legal key");
    }
    for number in 0..100 {
        let key = heap.new_string(format!("{number:0100}").as_bytes()).expect("no limit is set");
        assert_eq!(table.get(key).as_integer(), Some(number));
    }
}

#[test]
fn new_keys_clear_what_is_known_absent() {
    let mut heap = Heap::new(9).expect("no limit is set");
    let table = heap.new_table(0, 1).expect("no limit is set");
    let name = heap.intern(b"__index").expect("no limit is set");
    let value = Value::from_parts(TRUE, 0);
    for _ in 0..2 {
        table.note_absent(1);
        table.set_string(&mut heap, name, value).expect("a legal key");
        assert_eq!(table.header.flags, 0);
        table.set_string(&mut heap, name, Value::NIL).expect("a legal key");
    }
}

#[test]
fn appending_keeps_a_list_in_the_array() {
    let mut heap = Heap::new(9).expect("no limit is set");
    for nodes in [0, 1, 4, 9] {
        let table = heap.new_table(0, nodes).expect("no limit is set");
        if nodes > 0 {
            let name = heap.intern(b"n").expect("no limit is set");
            table.set_string(&mut heap, name, Value::integer(0)).expect("a legal key");
        }
        for number in 1..=3000 {
            assert_eq!(table.length(&heap), number - 1);
            table.set_integer(&mut heap, number, Value::integer(number)).expect("a legal key");
        }
        assert_eq!(table.array_capacity, 4096);
        for number in (1..=3000).rev() {
            assert_eq!(table.length(&heap), number);
            table.set_integer(&mut heap, number, Value::NIL).expect("a legal key");
        }
        assert_eq!(table.length(&heap), 0);
    }
}

#[test]
fn a_sliding_window_does_not_grow_the_array() {
    let mut heap = Heap::new(9).expect("no limit is set");
    let table = heap.new_table(0, 0).expect("no limit is set");
    for number in 1..=100_000 {
        table.set_integer(&mut heap, number, Value::integer(number)).expect("a legal key");
        table.set_integer(&mut heap, number - 10, Value::NIL).expect("a legal key");
    }
    assert!(table.array_capacity <= 64 && table.node_mask < 64);
}

#[test]
fn borders_among_the_nodes_are_found() {
    let mut heap = Heap::new(9).expect("no limit is set");
    let table = heap.new_table(0, 0).expect("no limit is set");
    for power in 0..63 {
        table.set_integer(&mut heap, 1 << power, Value::integer(1)).expect("a legal key");
        check_border(&heap, table);
    }
    table.set_integer(&mut heap, i64::MAX, Value::integer(1)).expect("a legal key");
    check_border(&heap, table);
}

#[test]
fn powers_of_two_do_not_make_a_table_long() {
    let mut lengths: Vec<i64> = (1..=9)
        .map(|seed| {
            let mut heap = Heap::new(seed).expect("no limit is set");
            let table = heap.new_table(0, 64).expect("no limit is set");
            for power in (0..62).rev() {
                table.set_integer(&mut heap, 1 << power, Value::integer(1)).expect("a legal key");
            }
            table.length(&heap)
        })
        .collect();
    lengths.sort();
    assert!(lengths[4] < 1000);
}

#[test]
fn parts_move_within_the_array() {
    let mut heap = Heap::new(9).expect("no limit is set");
    let table = heap.new_table(8, 0).expect("no limit is set");
    for key in 1..=8 {
        assert!(table.array_set(&mut heap, key, Value::integer(key)));
    }
    assert!(!table.array_set(&mut heap, 9, Value::NIL) && table.array_get(0).is_none());
    let list = |table: Gc<Table>| -> Vec<i64> {
        table.array_values(1..9).expect("within the array").map(Value::integer_bits).collect()
    };
    assert!(table.array_move(&mut heap, 1..8, 2));
    assert_eq!(list(table), [1, 1, 2, 3, 4, 5, 6, 7]);
    assert!(table.array_move(&mut heap, 3..9, 1));
    assert_eq!(list(table), [2, 3, 4, 5, 6, 7, 6, 7]);
    assert!(table.swap(&mut heap, 1, 8) && !table.swap(&mut heap, 1, 9));
    assert_eq!(list(table), [7, 3, 4, 5, 6, 7, 6, 2]);
    assert!(!table.array_move(&mut heap, 1..8, 3) && !table.array_move(&mut heap, 0..2, 1));
    assert!(!table.array_move(&mut heap, 1..3, i64::MAX) && table.array_move(&mut heap, 3..3, 1));
    assert!(table.array_values(0..2).is_none() && table.array_values(1..10).is_none());
    assert!(table.array_values(i64::MIN..i64::MAX).is_none());
    assert_eq!(table.get_integer(9).tag, NIL);
}
