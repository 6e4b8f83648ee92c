//! Full userdata: host data with a metatable and user values.

use std::any::Any;

use super::{Heap, Kind, Table, trace_value};
use crate::gc::{Gc, Header, Marker, OutOfMemory};
use crate::value::{Value, store_value};

/// A host object. `header.aux` is the number of user values behind it.
#[repr(C)]
pub struct Userdata {
    /// The object header.
    pub header: Header,
    metatable: *mut Table,
    payload: Option<Box<dyn Any>>,
    external_bytes: usize,
    values: [Value; 0],
}

impl Gc<Userdata> {
    /// The metatable.
    #[inline]
    pub fn metatable(self) -> Option<Gc<Table>> {
        // SAFETY: not null means a live table, kept alive by `trace`.
        (!self.metatable.is_null()).then(|| unsafe { Gc::from_ptr(self.metatable) })
    }

    /// The host data, if it is of this type and has not been taken.
    pub fn payload<'a, T: 'static>(self) -> Option<&'a T> {
        // SAFETY: the object stays alive until the next safepoint, and only `take_payload` replaces the data.
        let payload = unsafe { &(*self.as_ptr()).payload };
        payload.as_deref().and_then(<dyn Any>::downcast_ref)
    }

    /// The number of user values.
    pub fn user_value_count(self) -> usize {
        self.header.aux as usize
    }

    /// A user value, if there is one with this index.
    pub fn user_value(self, index: usize) -> Option<Value> {
        // SAFETY: in range, and initialised at creation.
        (index < self.user_value_count()).then(|| unsafe { *self.user_value_slot(index) })
    }

    fn user_value_slot(self, index: usize) -> *mut Value {
        // SAFETY: allocated with room for `aux` values.
        unsafe { (&raw mut (*self.as_ptr()).values).cast::<Value>().add(index) }
    }
}

impl Heap {
    /// A userdata with its host data; `external_bytes` is what the data holds outside the heap.
    pub fn new_userdata(
        &mut self,
        payload: Box<dyn Any>,
        external_bytes: usize,
        user_values: usize,
    ) -> Result<Gc<Userdata>, OutOfMemory> {
        self.collector.charge_external(external_bytes)?;
        let bytes = size_of::<Userdata>() + user_values * size_of::<Value>();
        let header = match self.collector.allocate(Kind::Userdata as u8, bytes) {
            Ok(header) => header,
            Err(error) => {
                self.collector.release_external(external_bytes);
                return Err(error);
            }
        };
        let userdata: *mut Userdata = header.cast();
        // SAFETY: the cell has the size asked for; every field is written here.
        unsafe {
            (*header).aux = user_values as u32;
            (&raw mut (*userdata).metatable).write(std::ptr::null_mut());
            (&raw mut (*userdata).payload).write(Some(payload));
            (&raw mut (*userdata).external_bytes).write(external_bytes);
            let userdata = Gc::from_ptr(userdata);
            for index in 0..user_values {
                userdata.user_value_slot(index).write(Value::NIL);
            }
            Ok(userdata)
        }
    }

    /// Takes the host data out, leaving none; what it holds outside the heap no longer counts.
    pub fn take_payload(&mut self, userdata: Gc<Userdata>) -> Option<Box<dyn Any>> {
        // SAFETY: one thread per state, and no reference from `payload` is alive across this call by its callers'
        // discipline of copying what they need.
        let (payload, bytes) = unsafe {
            let fields = &mut *userdata.as_ptr();
            (fields.payload.take(), std::mem::take(&mut fields.external_bytes))
        };
        self.collector.release_external(bytes);
        payload
    }

    /// Sets a userdata's metatable.
    pub fn set_userdata_metatable(&mut self, userdata: Gc<Userdata>, metatable: Option<Gc<Table>>) {
        // SAFETY: nothing else refers to the field during this store.
        unsafe {
            (*userdata.as_ptr()).metatable = metatable.map_or(std::ptr::null_mut(), Gc::as_ptr)
        };
        if let Some(table) = metatable {
            self.forward_barrier(userdata, Value::object(crate::value::TABLE, table));
        }
    }

    /// Sets a user value; whether there is one with this index.
    pub fn set_user_value(&mut self, userdata: Gc<Userdata>, index: usize, value: Value) -> bool {
        if index >= userdata.user_value_count() {
            return false;
        }
        // SAFETY: in range.
        unsafe { store_value(userdata.user_value_slot(index), value) };
        self.forward_barrier(userdata, value);
        true
    }
}

/// Marks the metatable and the user values.
pub(super) unsafe fn trace(header: *mut Header, marker: &mut Marker) {
    // SAFETY: the collector calls this for live objects of this kind.
    unsafe {
        let userdata: Gc<Userdata> = Gc::from_ptr(header.cast());
        if !userdata.metatable.is_null() {
            marker.mark(userdata.metatable.cast());
        }
        for index in 0..userdata.user_value_count() {
            trace_value(marker, *userdata.user_value_slot(index));
        }
    }
}

/// Drops the host data of a dead userdata; returns what it held outside the heap.
pub(super) unsafe fn drop(header: *mut Header) -> usize {
    // SAFETY: the collector calls this once, for an object nothing refers to.
    unsafe {
        let userdata = header.cast::<Userdata>();
        (&raw mut (*userdata).payload).drop_in_place();
        (*userdata).external_bytes
    }
}
