//! The heap with real objects: tables and strings under random stores, collected at any point, compared with a model.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::{Event, Heap, LuaString, Table, trace_value};
use crate::gc::{Gc, Marker, Roots};
use crate::value::{TABLE, Value};

/// The tables the program can reach directly.
#[derive(Default)]
struct TableRoots(Vec<Gc<Table>>);

impl Roots for TableRoots {
    fn trace(&mut self, marker: &mut Marker) {
        for table in &self.0 {
            // SAFETY: roots are alive.
            unsafe { trace_value(marker, Value::object(TABLE, *table)) };
        }
    }
}

/// A key the model can name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Key {
    Integer(i64),
    /// The string made from a number; every third one is too long to be interned.
    Text(u32),
    /// The table with this number.
    Table(i64),
}

struct World {
    heap: Heap,
    roots: TableRoots,
    /// What each table holds: the numbers of other tables.
    model: HashMap<i64, HashMap<Key, i64>>,
    next: i64,
    random: u64,
}

/// Where a table keeps its own number.
const NUMBER: i64 = -1;

impl World {
    fn new(seed: u64) -> World {
        let mut heap = Heap::new(seed).expect("no limit");
        heap.collector.set_verify(true);
        World { heap, roots: TableRoots::default(), model: HashMap::new(), next: 1, random: seed }
    }

    fn random(&mut self, bound: usize) -> usize {
        self.random = self
            .random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) as usize % bound
    }

    fn new_table(&mut self) -> Gc<Table> {
        let (array, nodes) = (self.random(20) * self.random(2), self.random(6));
        let table = self.heap.new_table(array, nodes).expect("no limit");
        table
            .set(&mut self.heap, Value::integer(NUMBER), Value::integer(self.next))
            .expect("a key");
        self.model.insert(self.next, HashMap::new());
        self.next += 1;
        table
    }

    fn text(&mut self, number: u32) -> Value {
        let text =
            format!("{number:0width$}", width = if number.is_multiple_of(3) { 60 } else { 5 });
        self.heap.new_string(text.as_bytes()).expect("no limit")
    }

    fn root(&mut self) -> Gc<Table> {
        let index = self.random(self.roots.0.len());
        self.roots.0[index]
    }

    /// Stores a table or nothing at a random key of a random table.
    fn store(&mut self) {
        let (parent, child, other) = (self.root(), self.root(), self.root());
        let (key, name) = match self.random(9) {
            0..4 => {
                let key = 1 + self.random(150) as i64;
                (Value::integer(key), Key::Integer(key))
            }
            4..7 => {
                let number = self.random(300) as u32;
                (self.text(number), Key::Text(number))
            }
            _ => (Value::object(TABLE, other), Key::Table(number_of(other))),
        };
        let contents = self.model.get_mut(&number_of(parent)).expect("known");
        let value = if self.random.is_multiple_of(5) {
            contents.remove(&name);
            Value::NIL
        } else {
            contents.insert(name, number_of(child));
            Value::object(TABLE, child)
        };
        parent.set(&mut self.heap, key, value).expect("a key");
    }

    /// Compares everything reachable with the model, reading through string keys made anew.
    fn check(&mut self) {
        let mut seen = HashSet::new();
        let mut waiting = self.roots.0.clone();
        while let Some(table) = waiting.pop() {
            if !seen.insert(number_of(table)) {
                continue;
            }
            let expected = self.model[&number_of(table)].clone();
            let mut found = 0;
            let mut key = Value::NIL;
            while let Some((next, value)) = table.next(key).expect("a key of the table") {
                key = next;
                found += usize::from(value.is_table());
                waiting.extend(
                    [key, value].iter().filter(|part| part.is_table()).map(|part| part.pointer()),
                );
            }
            assert_eq!(found, expected.len());
            for (name, number) in expected {
                let value = match name {
                    Key::Integer(key) => table.get_integer(key),
                    Key::Text(number) => {
                        let text = self.text(number);
                        table.get(text)
                    }
                    Key::Table(_) => continue,
                };
                assert_eq!(number_of(value.pointer()), number, "at {name:?}");
            }
        }
    }

    fn run(&mut self, rounds: usize, collect: impl Fn(&mut World)) {
        for round in 0..rounds {
            let table = self.new_table();
            self.roots.0.push(table);
            for _ in 0..6 {
                self.store();
            }
            while self.roots.0.len() > 40 {
                let index = self.random(self.roots.0.len());
                self.roots.0.swap_remove(index);
            }
            collect(self);
            if round % 400 == 399 {
                self.check();
            }
        }
    }
}

/// The number a table keeps of itself.
fn number_of(table: Gc<Table>) -> i64 {
    table.get_integer(NUMBER).as_integer().expect("a live table has a number")
}

fn some_slices(world: &mut World) {
    for _ in 0..world.random(3) {
        world.heap.step_bytes(&mut world.roots, 0);
    }
}

#[test]
fn tables_survive_slices_at_any_point() {
    for seed in 1..4 {
        World::new(seed).run(4000, some_slices);
    }
}

#[test]
fn tables_survive_steps_when_they_are_due() {
    World::new(10).run(12_000, |world| {
        while world.heap.collector.is_due() {
            world.heap.step(&mut world.roots);
        }
    });
}

#[test]
fn tables_survive_full_collections_at_any_point() {
    World::new(20).run(1500, |world| match world.random(8) {
        0 => world.heap.collect(&mut world.roots),
        _ => some_slices(world),
    });
}

#[test]
fn everything_is_returned_at_the_end() {
    let mut world = World::new(30);
    world.run(3000, some_slices);
    world.roots.0.clear();
    world.heap.collect(&mut world.roots);
    let pool = world.heap.collector.bytes_in_use();
    world.heap.collect(&mut world.roots);
    assert_eq!(world.heap.strings.len(), 0);
    assert_eq!(world.heap.collector.bytes_in_use(), pool);
    assert!(pool < 16 * 1024, "{pool} bytes for the segments of the empty pool");
}

/// A weak table with a metatable, both rooted.
fn new_weak(world: &mut World, mode: &str) -> Gc<Table> {
    let (weak, metatable) = (world.new_table(), world.new_table());
    let key = world.heap.new_string(Event::Mode.name().as_bytes()).expect("no limit");
    let mode = world.heap.new_string(mode.as_bytes()).expect("no limit");
    metatable.set(&mut world.heap, key, mode).expect("a key");
    weak.set_metatable(&mut world.heap, Some(metatable));
    world.roots.0.push(weak);
    weak
}

/// How many entries a table has, apart from its number.
fn entries(table: Gc<Table>) -> usize {
    let mut key = Value::NIL;
    let mut count = 0;
    while let Some((next, _)) = table.next(key).expect("a key of the table") {
        key = next;
        count += 1;
    }
    count - 1
}

#[test]
fn weak_tables_lose_what_only_they_hold() {
    for (mode, left) in [("k", 200), ("v", 200), ("kv", 100), ("", 400)] {
        let mut world = World::new(40);
        let weak = new_weak(&mut world, mode);
        let anchor = world.new_table();
        world.roots.0.push(anchor);
        for index in 0..400 {
            let (key, value) = (world.new_table(), world.new_table());
            let (key, value) = (Value::object(TABLE, key), Value::object(TABLE, value));
            weak.set(&mut world.heap, key, value).expect("a key");
            if index % 4 < 2 {
                anchor.set_integer(&mut world.heap, index + 1, key).expect("a key");
            }
            if index % 4 == 1 || index % 4 == 2 {
                anchor.set_integer(&mut world.heap, index + 1000, value).expect("a key");
            }
            some_slices(&mut world);
        }
        world.heap.collect(&mut world.roots);
        assert_eq!(entries(weak), left, "mode {mode:?}");
    }
}

#[test]
fn strings_stay_in_weak_tables() {
    let mut world = World::new(50);
    for mode in ["k", "v", "kv"] {
        let weak = new_weak(&mut world, mode);
        for number in 0..100 {
            let (key, value) = (world.text(number), world.text(number + 1000));
            weak.set(&mut world.heap, key, value).expect("a key");
        }
        while !world.heap.step_bytes(&mut world.roots, 0) {}
        world.heap.collect(&mut world.roots);
        assert_eq!(entries(weak), 100);
        for number in 0..100 {
            let key = world.text(number);
            assert!(weak.get(key).is_string());
        }
    }
}

#[test]
fn a_long_string_is_given_up_where_its_run_is_due() {
    let mut heap = Heap::new(1).expect("no limit");
    for last in [0, 1, 3] {
        let asked = Cell::new(0);
        let is_due = || asked.replace(asked.get() + 1) >= last;
        let made = heap.new_periodic_string(8 << 20, [b"abc", b"-"], is_due);
        assert!(matches!(made, Ok(None)), "{made:?}");
        assert_eq!(asked.get(), last + 1);
    }
    let made = heap.new_periodic_string(51, [b"abc", b"-"], || true).expect("memory");
    let made = made.expect("too short to ask");
    assert_eq!(
        made.pointer::<LuaString>().as_bytes(),
        [b"abc-".repeat(12), b"abc".to_vec()].concat()
    );
}
