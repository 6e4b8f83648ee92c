//! Data of the host as Lua values.

use std::any::TypeId;
use std::cell::RefCell;
use std::rc::Rc;

use super::conversion::{FromLua, IntoLua};
use super::error::Error;
use super::handle::{Table, Userdata};
use super::lua::Context;
use crate::gc::Gc;
use crate::object;
use crate::value::{TABLE, USERDATA, Value as RawValue};

/// The payload: shared, so that a function that works with the data keeps it even if the value dies meanwhile.
pub(super) type Payload<T> = Rc<RefCell<T>>;

impl Context {
    /// A userdata with data of the host. It has the metatable of its class, if one was defined with
    /// [`Context::define_class`].
    ///
    /// ```
    /// # use perilune::api::{Lua, Options};
    /// let mut lua = Lua::new(Options::all())?;
    /// let names = lua.create_userdata(vec!["first".to_owned()])?;
    /// names.with_mut(&mut lua, |names: &mut Vec<String>| names.push("second".to_owned()))?;
    /// assert_eq!(names.with(&mut lua, |names: &Vec<String>| names.len())?, 2);
    /// # Ok::<(), perilune::api::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Memory`].
    pub fn create_userdata<T: Send + 'static>(&mut self, data: T) -> Result<Userdata, Error> {
        self.create_userdata_with(data, 0, 0)
    }

    /// A userdata with data of the host that holds so many bytes elsewhere, which count for the memory limit, and with
    /// room for Lua values.
    ///
    /// # Errors
    /// [`Error::Memory`].
    pub fn create_userdata_with<T: Send + 'static>(
        &mut self,
        data: T,
        external_bytes: usize,
        user_values: usize,
    ) -> Result<Userdata, Error> {
        let payload: Payload<T> = Rc::new(RefCell::new(data));
        let userdata = self.make(|state| {
            Ok(state.heap().new_userdata(
                Box::new(Rc::clone(&payload)),
                external_bytes,
                user_values,
            )?)
        })?;
        drop(payload);
        let userdata = Userdata(self.keep(RawValue::object(USERDATA, userdata)));
        if let Some(metatable) = self.class_metatable(TypeId::of::<T>()) {
            userdata.set_metatable(self, Some(&metatable))?;
        }
        Ok(userdata)
    }

    /// The metatable of a class.
    pub(super) fn class_metatable(&mut self, class: TypeId) -> Option<Table> {
        let (_, root) = self.host().classes.iter().find(|(known, _)| *known == class)?;
        Some(Table(root.clone()))
    }
}

impl Userdata {
    fn pointer(&self, context: &mut Context) -> Result<Gc<object::Userdata>, Error> {
        Ok(self.raw(context)?.pointer())
    }

    /// The data, if it is of this type.
    pub(super) fn payload<T: 'static>(&self, context: &mut Context) -> Result<Payload<T>, Error> {
        let payload = self.pointer(context)?.payload::<Payload<T>>().cloned();
        payload.ok_or_else(|| Error::Conversion {
            expected: std::any::type_name::<T>().to_owned(),
            found: "other userdata".to_owned(),
        })
    }

    /// Whether the data is of this type.
    pub fn is<T: 'static>(&self, context: &mut Context) -> bool {
        self.payload::<T>(context).is_ok()
    }

    /// Reads the data.
    ///
    /// # Errors
    /// [`Error::Conversion`] where it is of another type, [`Error::Borrowed`] where it is being changed.
    pub fn with<T: 'static, R>(
        &self,
        context: &mut Context,
        body: impl FnOnce(&T) -> R,
    ) -> Result<R, Error> {
        let payload = self.payload::<T>(context)?;
        let data = payload.try_borrow().map_err(|_| Error::Borrowed)?;
        Ok(body(&data))
    }

    /// Changes the data.
    ///
    /// # Errors
    /// [`Error::Conversion`] where it is of another type, [`Error::Borrowed`] where it is in use.
    pub fn with_mut<T: 'static, R>(
        &self,
        context: &mut Context,
        body: impl FnOnce(&mut T) -> R,
    ) -> Result<R, Error> {
        let payload = self.payload::<T>(context)?;
        let mut data = payload.try_borrow_mut().map_err(|_| Error::Borrowed)?;
        Ok(body(&mut data))
    }

    /// Takes the data out; the userdata has none afterwards.
    ///
    /// # Errors
    /// [`Error::Conversion`] where it is of another type, [`Error::Borrowed`] where it is in use.
    pub fn take<T: 'static>(&self, context: &mut Context) -> Result<T, Error> {
        let payload = self.payload::<T>(context)?;
        // One owner is the userdata, the other is here.
        if Rc::strong_count(&payload) > 2 {
            return Err(Error::Borrowed);
        }
        let pointer = self.pointer(context)?;
        drop(context.state.heap().take_payload(pointer));
        Rc::try_unwrap(payload).map(RefCell::into_inner).map_err(|_| Error::Borrowed)
    }

    /// The metatable.
    ///
    /// # Errors
    /// [`Error::ForeignHandle`].
    pub fn metatable(&self, context: &mut Context) -> Result<Option<Table>, Error> {
        let metatable = self.pointer(context)?.metatable();
        Ok(metatable.map(|table| Table(context.keep(RawValue::object(TABLE, table)))))
    }

    /// Sets or removes the metatable.
    ///
    /// # Errors
    /// [`Error::ForeignHandle`], [`Error::Memory`].
    pub fn set_metatable(
        &self,
        context: &mut Context,
        metatable: Option<&Table>,
    ) -> Result<(), Error> {
        let value = self.raw(context)?;
        context.set_metatable(value, metatable)
    }

    /// The Lua value in a place of the userdata, counted from 1.
    ///
    /// # Errors
    /// [`Error::Misuse`] where there is no such place, or a conversion that failed.
    pub fn user_value<V: FromLua>(&self, context: &mut Context, place: usize) -> Result<V, Error> {
        let pointer = self.pointer(context)?;
        let value =
            place.checked_sub(1).and_then(|index| pointer.user_value(index)).ok_or(NO_PLACE)?;
        let value = context.value_of(value);
        V::from_lua(value, context)
    }

    /// Sets the Lua value in a place of the userdata.
    ///
    /// # Errors
    /// [`Error::Misuse`] where there is no such place.
    pub fn set_user_value(
        &self,
        context: &mut Context,
        place: usize,
        value: impl IntoLua,
    ) -> Result<(), Error> {
        let value = value.into_lua(context)?;
        let (pointer, value) = (self.pointer(context)?, context.raw_of(&value)?);
        let is_set = place
            .checked_sub(1)
            .is_some_and(|index| context.state.heap().set_user_value(pointer, index, value));
        if is_set { Ok(()) } else { Err(NO_PLACE) }
    }
}

const NO_PLACE: Error = Error::Misuse("the userdata has no such place for a value");
