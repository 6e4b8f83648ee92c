//! Objects of JavaScript as userdata of Lua: they come back as themselves, and programs see of them what the host allows.

mod class;
mod definition;
mod property;
mod userdata;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use perilune::api::native::{Gc, Handle, RawValue, Userdata, tag};

use crate::callback::Link;
use crate::context::LuaContext;
use crate::environment::Environment;
use crate::error::Result;
use crate::purpose::Use;
use crate::sys::{Env, Js, Reference};

pub(crate) use class::register_class;
pub(crate) use userdata::set_userdata;

/// How many classes a state may have; the number of an instance and that of its class share a number.
const MAX_CLASSES: usize = 4096;

/// An object of JavaScript, as the payload of a userdata.
struct JsObject {
    reference: Reference,
    link: Arc<Link>,
}

impl Drop for JsObject {
    fn drop(&mut self) {
        self.link.drop_reference(self.reference, Use::Userdata);
    }
}

/// What a context knows of the objects that its programs have as userdata.
#[derive(Default)]
pub(crate) struct Objects {
    /// The classes, in the order in which they were registered; userdata without a class have the number 0.
    classes: RefCell<Vec<class::Class>>,
    /// Names of classes whose definitions are being read.
    pending: RefCell<Vec<String>>,
    /// The `WeakMap` from objects to their numbers.
    numbers: Cell<Option<Reference>>,
    /// The table from numbers to userdata, which does not keep them alive.
    instances: Cell<Option<Handle>>,
    last_number: Cell<u32>,
}

impl Objects {
    /// Forgets everything: the state is about to go.
    pub(crate) fn forget(&self, env: Env) {
        self.classes.borrow_mut().clear();
        self.pending.borrow_mut().clear();
        self.instances.set(None);
        if let Some(numbers) = self.numbers.take() {
            env.release(numbers);
        }
    }

    /// How many classes there are.
    pub(crate) fn class_count(&self) -> usize {
        self.classes.borrow().len()
    }
}

/// The object behind a userdata of this addon.
fn payload_of<'a>(value: RawValue) -> Option<&'a JsObject> {
    let userdata: Option<Gc<Userdata>> = (value.tag == tag::USERDATA).then(|| value.pointer());
    userdata?.payload()
}

impl LuaContext {
    /// The object of JavaScript that a userdata stands for, if it does.
    pub(crate) fn original_object(&self, value: RawValue) -> Result<Option<Js>> {
        match payload_of(value) {
            Some(object) => self.env.value_of(object.reference),
            None => Ok(None),
        }
    }

    /// The number of an object that stands for a userdata of this state, and that of its class: 0 is none.
    fn number_of(&self, object: Js) -> Result<Option<(i64, i64)>> {
        let numbers = self.objects_of_host.get().and_then(|objects| objects.numbers.get());
        let Some(numbers) = numbers else { return Ok(None) };
        let Some(numbers) = self.env.value_of(numbers)? else { return Ok(None) };
        let number = self.connected(Environment::identify, &[numbers, object])?;
        let number = self.env.as_double(number).map(|number| number as i64);
        Ok(number.map(|number| (number / MAX_CLASSES as i64, number % MAX_CLASSES as i64)))
    }

    /// Whether an object is an instance of a class of this state.
    pub(crate) fn is_instance(&self, object: Js) -> Result<bool> {
        Ok(self.number_of(object)?.is_some_and(|(_, class)| class != 0))
    }

    /// The userdata that stands for an object in this state, if one does. It is pinned.
    pub(crate) fn known_userdata(self: &Rc<Self>, object: Js) -> Result<Option<RawValue>> {
        let Some((number, class)) = self.number_of(object)? else { return Ok(None) };
        let instances = self.instances()?;
        let known = instances.pointer::<perilune::api::native::Table>().get_integer(number);
        if !known.is_nil() {
            self.pin(known);
            return Ok(Some(known));
        }
        if class == 0 {
            return Ok(None);
        }
        // Lua has collected the userdata, and JavaScript has kept the object.
        self.new_instance(object, class as usize).map(Some)
    }

    /// A userdata for an object, which comes back from JavaScript as this userdata. It is pinned.
    fn new_userdata(
        self: &Rc<Self>,
        object: Js,
        class: usize,
        metatable: Option<RawValue>,
    ) -> Result<RawValue> {
        let reference = self.env.keep(object)?;
        self.link.count(Use::Userdata);
        let payload = JsObject { reference, link: Arc::clone(&self.link) };
        let state = self.vm().state();
        let made = state.heap().new_userdata(Box::new(payload), 0, 0);
        let value = made.map(|userdata| RawValue::object(tag::USERDATA, userdata));
        let value = value.map_err(|error| self.failure_of_throw(error.into()))?;
        self.pin(value);
        if let Some(metatable) = metatable {
            self.put_metatable(value, metatable)?;
        }
        let number = self.objects_of_host.last_number.get() + 1;
        self.objects_of_host.last_number.set(number);
        let instances = self.instances()?;
        let stored = self.vm().state().raw_set(
            instances.pointer(),
            RawValue::integer(i64::from(number)),
            value,
        );
        stored.map_err(|throw| self.failure_of_throw(throw))?;
        let number = self.env.double(f64::from(number) * MAX_CLASSES as f64 + class as f64)?;
        self.connected(Environment::adopt, &[self.numbers()?, object, number])?;
        Ok(value)
    }

    /// The map from objects to their numbers.
    fn numbers(&self) -> Result<Js> {
        if let Some(reference) = self.objects_of_host.numbers.get()
            && let Some(numbers) = self.env.value_of(reference)?
        {
            return Ok(numbers);
        }
        let numbers = self.connected(Environment::make_weak_map, &[])?;
        self.objects_of_host.numbers.set(Some(self.env.keep(numbers)?));
        Ok(numbers)
    }

    /// The table from numbers to userdata.
    fn instances(&self) -> Result<RawValue> {
        if let Some(handle) = self.objects_of_host.instances.get() {
            return Ok(self.vm().state().handles().get(handle));
        }
        let table = self.new_table()?;
        let metatable = self.new_table()?;
        let mode = self.string(b"v")?;
        self.set_raw(metatable, "__mode", mode)?;
        self.put_metatable(table, metatable)?;
        let handle = self.vm().state().handles().keep(table);
        self.objects_of_host.instances.set(Some(handle));
        Ok(table)
    }
}
