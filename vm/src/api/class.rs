//! Classes: what Lua code can do with a type of the host.

use std::any::TypeId;
use std::marker::PhantomData;

use super::conversion::IntoLua;
use super::error::Error;
use super::handle::{Table, Userdata};
use super::lua::Context;
use super::multiple::{FromLuaMulti, IntoLuaMulti, MultiValue};
use super::value::Value;

/// A class while it is being defined.
pub struct Class<'c, T> {
    context: &'c mut Context,
    name: String,
    metatable: Table,
    members: Table,
    of: PhantomData<T>,
}

impl Context {
    /// Defines what Lua code can do with userdata of a type; userdata made afterwards have it.
    ///
    /// ```
    /// # use perilune::api::{Error, Lua, Options};
    /// struct Account { balance: i64 }
    ///
    /// let mut lua = Lua::new(Options::all())?;
    /// lua.define_class::<Account>("Account", |class| {
    ///     class.method("deposit", |_, account, amount: i64| {
    ///         account.balance += amount;
    ///         Ok(account.balance)
    ///     })?;
    ///     class.metamethod("__len", |_, account, ()| Ok(account.balance))
    /// })?;
    /// let account = lua.create_userdata(Account { balance: 10 })?;
    /// lua.globals().set(&mut lua, "account", account)?;
    /// assert_eq!(lua.load("account:deposit(5) + #account").eval::<i64>()?, 30);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Memory`], and what the definition answers.
    pub fn define_class<T: Send + 'static>(
        &mut self,
        name: &str,
        define: impl FnOnce(&mut Class<'_, T>) -> Result<(), Error>,
    ) -> Result<Table, Error> {
        let (metatable, members) = (self.create_table()?, self.create_table()?);
        metatable.raw_set(self, "__name", name)?;
        metatable.raw_set(self, "__index", &members)?;
        let name = name.to_owned();
        let mut class =
            Class { context: self, name, metatable: metatable.clone(), members, of: PhantomData };
        define(&mut class)?;
        let classes = &mut self.host().classes;
        classes.retain(|(known, _)| *known != TypeId::of::<T>());
        classes.push((TypeId::of::<T>(), metatable.0.clone()));
        Ok(metatable)
    }
}

impl<T: Send + 'static> Class<'_, T> {
    /// A function whose first argument is the userdata: `object:name(...)`.
    ///
    /// # Errors
    /// [`Error::Memory`].
    pub fn method<A, R, F>(&mut self, name: &str, method: F) -> Result<(), Error>
    where
        A: FromLuaMulti,
        R: IntoLuaMulti,
        F: Fn(&mut Context, &mut T, A) -> Result<R, Error> + Send + 'static,
    {
        let members = self.members.clone();
        self.add(&members, name, method)
    }

    /// A metamethod, such as `__add`. Its first argument is the userdata.
    ///
    /// # Errors
    /// [`Error::Memory`].
    pub fn metamethod<A, R, F>(&mut self, event: &str, method: F) -> Result<(), Error>
    where
        A: FromLuaMulti,
        R: IntoLuaMulti,
        F: Fn(&mut Context, &mut T, A) -> Result<R, Error> + Send + 'static,
    {
        let metatable = self.metatable.clone();
        self.add(&metatable, event, method)
    }

    /// A field that all userdata of the class share.
    ///
    /// # Errors
    /// [`Error::Memory`].
    pub fn field(&mut self, name: &str, value: impl IntoLua) -> Result<(), Error> {
        self.members.raw_set(self.context, name, value)
    }

    /// The metatable, for what the other methods do not offer.
    pub fn metatable(&self) -> Table {
        self.metatable.clone()
    }

    fn add<A, R, F>(&mut self, table: &Table, name: &str, method: F) -> Result<(), Error>
    where
        A: FromLuaMulti,
        R: IntoLuaMulti,
        F: Fn(&mut Context, &mut T, A) -> Result<R, Error> + Send + 'static,
    {
        let class = self.name.clone();
        let function = self.context.create_function(move |context, values: MultiValue| {
            let mut values = values.into_iter();
            let object = match values.next().unwrap_or_default() {
                Value::Userdata(object) if object.is::<T>(context) => object,
                other => return Err(wrong_object(&class, &other)),
            };
            let payload = Userdata::payload::<T>(&object, context)?;
            let mut data = payload.try_borrow_mut().map_err(|_| Error::Borrowed)?;
            let arguments =
                A::from_lua_multi(MultiValue(values.collect()), context).map_err(behind_object)?;
            method(context, &mut data, arguments)
        })?;
        table.raw_set(self.context, name, function)
    }
}

fn wrong_object(class: &str, found: &Value) -> Error {
    Error::BadValue { position: 1, expected: class.to_owned(), found: found.type_name().to_owned() }
}

/// Counts the object as the first argument.
fn behind_object(error: Error) -> Error {
    match error {
        Error::BadValue { position, expected, found } => {
            Error::BadValue { position: position + 1, expected, found }
        }
        other => other,
    }
}
