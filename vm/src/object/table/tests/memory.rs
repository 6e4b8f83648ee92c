//! Tables and strings under the collector, and with memory refused.

use std::collections::HashMap;

use super::Random;
use crate::gc::{Gc, Marker, Roots};
use crate::object::{Heap, LuaString, Table, trace_value};
use crate::value::{TABLE, Value};

/// Roots that hold a list of values.
struct Held(Vec<Value>);

impl Roots for Held {
    fn trace(&mut self, marker: &mut Marker) {
        for value in &self.0 {
            // SAFETY: what is held here is traced in every cycle, so it has not been freed.
            unsafe { trace_value(marker, *value) };
        }
    }
}

fn new_heap(seed: u64) -> Heap {
    let mut heap = Heap::new(seed).expect("no limit is set");
    heap.collector.set_verify(true);
    heap
}

fn new_table(heap: &mut Heap) -> Gc<Table> {
    heap.new_table(0, 0).expect("no limit is set")
}

/// A fresh object that can be recognised: a table with its number at key 1.
fn numbered(heap: &mut Heap, number: i64) -> Value {
    let table = new_table(heap);
    table.set_integer(heap, 1, Value::integer(number)).expect("a legal key");
    Value::object(TABLE, table)
}

fn number_of(value: Value) -> i64 {
    assert!(value.is_table());
    value.pointer::<Table>().get_integer(1).integer_bits()
}

fn set(heap: &mut Heap, table: Gc<Table>, key: Value, value: Value) {
    table.set(heap, key, value).expect("a legal key");
}

fn name(heap: &mut Heap, number: i64) -> Value {
    let long = number % 5 == 0;
    let text = if long { format!("{number:050}") } else { format!("name {number}") };
    heap.new_string(text.as_bytes()).expect("no limit is set")
}

/// A metatable with this `__mode`.
fn mode(heap: &mut Heap, text: &str) -> Gc<Table> {
    let metatable = new_table(heap);
    let (key, value) = (heap.new_string(b"__mode"), heap.new_string(text.as_bytes()));
    set(heap, metatable, key.expect("no limit is set"), value.expect("no limit is set"));
    metatable
}

/// Stores, removes and moves objects in a table of about `size` keys, a slice of collection after each step.
fn survives_collection(seed: u64, size: u64, steps: usize) {
    let mut heap = new_heap(seed);
    let mut random = Random(seed);
    let table = new_table(&mut heap);
    let mut roots = Held(vec![Value::object(TABLE, table)]);
    let mut model: HashMap<(bool, i64), i64> = HashMap::new();
    for step in 0..steps as i64 {
        let number = random.below(size) as i64 + 1;
        let is_name = random.below(2) == 0;
        let key = if is_name { name(&mut heap, number) } else { Value::integer(number) };
        match random.below(8) {
            0 | 1 => {
                set(&mut heap, table, key, Value::NIL);
                model.remove(&(is_name, number));
            }
            2 if table.array_capacity > 1 => {
                let (left, right) = (1, random.below(u64::from(table.array_capacity)) as i64 + 1);
                assert!(table.swap(&mut heap, left, right));
                let (left, right) = ((false, left), (false, right));
                let values = (model.remove(&left), model.remove(&right));
                model
                    .extend(values.1.or(values.0.filter(|_| left == right)).map(|new| (left, new)));
                model.extend(values.0.filter(|_| left != right).map(|new| (right, new)));
            }
            3 if random.below(20) == 0 => {
                let room = (random.below(size) as usize, random.below(size) as usize);
                table.resize(&mut heap, room.0, room.1).expect("no limit is set");
            }
            _ => {
                let value = numbered(&mut heap, step);
                set(&mut heap, table, key, value);
                model.insert((is_name, number), step);
            }
        }
        heap.step_bytes(&mut roots, 1);
        if step % 509 == 0 {
            heap.collect(&mut roots);
        }
        if step % 97 == 0 {
            let mut found = 0;
            for (&(is_name, number), &expected) in &model {
                let key = if is_name { name(&mut heap, number) } else { Value::integer(number) };
                assert_eq!(number_of(table.get(key)), expected);
                found += 1;
            }
            assert_eq!(found, model.len());
        }
    }
}

#[test]
fn contents_survive_collection() {
    for (seed, size) in [(3, 10), (4, 60), (5, 300), (6, 3000)] {
        survives_collection(seed, size, 6000);
    }
}

#[test]
fn large_tables_are_marked_while_they_change() {
    let mut heap = new_heap(11);
    let mut random = Random(11);
    let table = new_table(&mut heap);
    let mut roots = Held(vec![Value::object(TABLE, table)]);
    for number in 1..=5000 {
        let value = numbered(&mut heap, number);
        set(&mut heap, table, Value::integer(number), value);
        let (key, value) = (name(&mut heap, number), numbered(&mut heap, number));
        set(&mut heap, table, key, value);
    }
    for _ in 0..3000 {
        heap.step_bytes(&mut roots, 1);
        let len = 1 + random.below(100) as i64;
        let (from, to) = (1 + random.below(4900) as i64, 1 + random.below(4900) as i64);
        // Nothing else refers to what is moved, because fresh objects take its place.
        if table.array_move(&mut heap, from..from + len, to) {
            for key in (from..from + len).filter(|key| !(to..to + len).contains(key)) {
                let value = numbered(&mut heap, key);
                set(&mut heap, table, Value::integer(key), value);
            }
        }
        // From time to time, the array goes to the nodes and comes back.
        if random.below(60) == 0 {
            let has_array = table.array_capacity > 100;
            let array = if has_array { 100 } else { 5000 };
            table.resize(&mut heap, array, 0).expect("no limit is set");
        } else if random.below(60) == 0 {
            table.ensure_array(&mut heap, 5000).expect("no limit is set");
        }
        for key in (1..=5000).step_by(61) {
            assert!((1..=5000).contains(&number_of(table.get_integer(key))));
            let name = name(&mut heap, key);
            assert_eq!(number_of(table.get(name)), key);
        }
    }
}

#[test]
fn iteration_goes_on_after_its_keys_have_been_collected() {
    let mut heap = new_heap(12);
    let table = new_table(&mut heap);
    let mut roots = Held(vec![Value::object(TABLE, table), Value::NIL]);
    for number in 0..200 {
        let key = match number % 3 {
            0 => numbered(&mut heap, number),
            1 => name(&mut heap, 1000 + 5 * number),
            _ => name(&mut heap, number),
        };
        set(&mut heap, table, key, Value::integer(number));
    }
    let mut count = 0;
    while let Some((key, _)) = table.next(roots.0[1]).expect("the key is held") {
        roots.0[1] = key;
        set(&mut heap, table, key, Value::NIL);
        heap.collect(&mut roots);
        count += 1;
    }
    assert_eq!(count, 200);
    assert!(table.next_index(0).is_none());
}

#[test]
fn dead_keys_are_equal_to_no_new_key() {
    let mut heap = new_heap(13);
    let table = heap.new_table(0, 4).expect("no limit is set");
    let mut roots = Held(vec![Value::object(TABLE, table)]);
    for number in 0..2000 {
        let key = numbered(&mut heap, number);
        assert!(table.get(key).is_nil());
        set(&mut heap, table, key, Value::integer(1));
        set(&mut heap, table, key, Value::NIL);
        heap.collect(&mut roots);
    }
}

#[test]
fn weak_tables_lose_what_is_dead() {
    for (text, keys, values) in [("k", true, false), ("v", false, true), ("kv", true, true)] {
        let mut heap = new_heap(14);
        let metatable = mode(&mut heap, text);
        let table = new_table(&mut heap);
        table.set_metatable(&mut heap, Some(metatable));
        let held = numbered(&mut heap, 0);
        let mut roots = Held(vec![Value::object(TABLE, table), held]);
        for number in 1..=100 {
            let fresh = numbered(&mut heap, number);
            set(&mut heap, table, fresh, Value::integer(number));
            let fresh = numbered(&mut heap, number);
            set(&mut heap, table, Value::integer(number), fresh);
            let (key, text) = (name(&mut heap, number), name(&mut heap, -number));
            set(&mut heap, table, key, text);
            set(&mut heap, table, held, held);
        }
        heap.collect(&mut roots);
        let mut left = [0; 3];
        let mut position = 0;
        while let Some((next, key, value)) = table.next_index(position) {
            position = next;
            left[0] += usize::from(key.is_table() && !key.is_same(held));
            left[1] += usize::from(value.is_table() && !key.is_same(held));
            left[2] += usize::from(key.is_string() && value.is_string());
        }
        assert_eq!(left, [if keys { 0 } else { 100 }, if values { 0 } else { 100 }, 100]);
        assert!(table.get(held).is_same(held));
    }
}

#[test]
fn ephemerons_keep_values_of_reachable_keys_only() {
    let mut heap = new_heap(15);
    let metatable = mode(&mut heap, "k");
    let table = new_table(&mut heap);
    table.set_metatable(&mut heap, Some(metatable));
    let start = numbered(&mut heap, 0);
    let mut roots = Held(vec![Value::object(TABLE, table), start]);
    let (mut reached, mut lost) = (start, numbered(&mut heap, 1000));
    for number in 1..300 {
        let next = numbered(&mut heap, number);
        set(&mut heap, table, reached, next);
        reached = next;
        let next = numbered(&mut heap, 1000 + number);
        set(&mut heap, table, lost, next);
        lost = next;
    }
    heap.collect(&mut roots);
    let mut count = 0;
    let mut at = start;
    while !table.get(at).is_nil() {
        at = table.get(at);
        count += 1;
        assert_eq!(number_of(at), count);
    }
    assert_eq!(count, 299);
    let mut position = 0;
    while let Some((next, _, _)) = table.next_index(position) {
        position = next;
        count -= 1;
    }
    assert_eq!(count, 0);
}

#[test]
fn a_mode_that_comes_later_counts() {
    let mut heap = new_heap(16);
    let (table, metatable) = (new_table(&mut heap), new_table(&mut heap));
    table.set_metatable(&mut heap, Some(metatable));
    let mut roots = Held(vec![Value::object(TABLE, table), Value::object(TABLE, metatable)]);
    let fresh = numbered(&mut heap, 1);
    set(&mut heap, table, Value::integer(1), fresh);
    heap.collect(&mut roots);
    assert!(table.get_integer(1).is_table());
    let (key, value) = (heap.new_string(b"__mode"), heap.new_string(b"v"));
    set(&mut heap, metatable, key.expect("no limit is set"), value.expect("no limit is set"));
    heap.collect(&mut roots);
    assert!(table.get_integer(1).is_nil());
}

#[test]
fn forms_make_tables_with_their_keys() {
    let mut heap = new_heap(17);
    for fields in 0..6 {
        let form = heap.new_table(2, fields).expect("no limit is set");
        for number in 0..fields as i64 {
            let key = name(&mut heap, number);
            set(&mut heap, form, key, Value::boolean(false));
        }
        let mut roots = Held(vec![Value::object(TABLE, form)]);
        heap.collect(&mut roots);
        let table = heap.new_table_like(form).expect("no limit is set");
        roots.0.push(Value::object(TABLE, table));
        assert!(table.next_index(0).is_none());
        for number in 0..20 {
            let key = name(&mut heap, number);
            assert!(table.get(key).is_nil());
            set(&mut heap, table, key, Value::integer(number));
            set(&mut heap, table, Value::integer(number), Value::integer(-number));
            heap.collect(&mut roots);
        }
        for number in 0..20 {
            let key = name(&mut heap, number);
            assert_eq!(table.get(key).as_integer(), Some(number));
            assert_eq!(table.get_integer(number).as_integer(), Some(-number));
        }
    }
}

#[test]
fn refused_memory_leaves_a_table_as_it_was() {
    let mut heap = new_heap(18);
    let mut random = Random(18);
    let mut refused = 0;
    for round in 0..60 {
        let table = new_table(&mut heap);
        let mut roots = Held(vec![Value::object(TABLE, table)]);
        let mut model = HashMap::new();
        heap.collect(&mut roots);
        let room = random.below(40_000) as usize;
        heap.collector.set_limit(Some(heap.collector.bytes_held() + room));
        for step in 0..1500 {
            let number = random.below(1 << (4 + round % 9)) as i64 - 3;
            let value = Value::integer(step);
            let done = match random.below(30) {
                0 => table.resize(&mut heap, number.unsigned_abs() as usize, 0).is_ok(),
                1 => table.ensure_array(&mut heap, number.unsigned_abs() as usize).is_ok(),
                _ => {
                    let done = table.set_integer(&mut heap, number, value).is_ok();
                    if done {
                        model.insert(number, step);
                    }
                    done
                }
            };
            refused += usize::from(!done);
        }
        for (number, step) in &model {
            assert_eq!(table.get_integer(*number).as_integer(), Some(*step));
        }
        let (mut position, mut count) = (0, 0);
        while let Some((next, _, _)) = table.next_index(position) {
            position = next;
            count += 1;
        }
        assert_eq!(count, model.len());
        heap.collector.set_limit(None);
    }
    assert!(refused > 100);
}

#[test]
fn strings_are_collected_and_interned_again() {
    let mut heap = new_heap(19);
    let table = new_table(&mut heap);
    let mut roots = Held(vec![Value::object(TABLE, table)]);
    for number in 0..20_000 {
        let text = format!("text {number}");
        let string = heap.intern(text.as_bytes()).expect("no limit is set");
        assert_eq!(string.as_bytes(), text.as_bytes());
        if number % 10 == 0 {
            set(&mut heap, table, Value::integer(number / 10 + 1), string.value());
        }
        if heap.collector.is_due() {
            heap.step_bytes(&mut roots, 1);
        }
    }
    heap.collect(&mut roots);
    assert_eq!(heap.strings.len(), 2000);
    for number in 0..2000 {
        let text = format!("text {}", number * 10);
        let string: Gc<LuaString> = table.get_integer(number + 1).pointer();
        assert!(heap.intern(text.as_bytes()).is_ok_and(|found| found == string));
    }
}

#[test]
fn strings_found_between_decision_and_sweep_are_saved() {
    let mut heap = new_heap(20);
    let table = new_table(&mut heap);
    let mut roots = Held(vec![Value::object(TABLE, table)]);
    let mut random = Random(20);
    for step in 0..60_000 {
        let slot = random.below(500) as i64 + 1;
        let string = name(&mut heap, random.below(3000) as i64);
        set(&mut heap, table, Value::integer(slot), string);
        let other = random.below(500) as i64 + 1;
        set(&mut heap, table, Value::integer(other), Value::NIL);
        if step % 3 == 0 {
            heap.step_bytes(&mut roots, 1);
        }
        let value = table.get_integer(random.below(500) as i64 + 1);
        if value.is_string() {
            let bytes = value.pointer::<LuaString>().as_bytes();
            let again = heap.new_string(bytes).expect("no limit is set");
            assert!(crate::object::string::strings_equal(value, again));
        }
    }
}
