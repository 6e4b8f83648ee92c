//! Native data by small numbers. JavaScript keeps the number of an object in a private field of it: reading that and
//! sending the number costs a fraction of asking Node what is tied to the object.

/// Addresses by numbers, which are given again once they are free.
pub(crate) struct Slots<T> {
    addresses: Vec<*const T>,
    free: Vec<u32>,
}

impl<T> Default for Slots<T> {
    fn default() -> Slots<T> {
        Slots { addresses: Vec::new(), free: Vec::new() }
    }
}

impl<T> Slots<T> {
    /// Gives an address a number.
    pub(crate) fn add(&mut self, address: *const T) -> u32 {
        if let Some(number) = self.free.pop() {
            self.addresses[number as usize] = address;
            return number;
        }
        self.addresses.push(address);
        self.addresses.len() as u32 - 1
    }

    /// The address of a number, null if it has none.
    #[inline]
    pub(crate) fn get(&self, number: u32) -> *const T {
        self.addresses.get(number as usize).copied().unwrap_or(std::ptr::null())
    }

    /// The address of a number is not good any more.
    pub(crate) fn remove(&mut self, number: u32) {
        if let Some(address) = self.addresses.get_mut(number as usize)
            && !address.is_null()
        {
            *address = std::ptr::null();
            self.free.push(number);
        }
    }
}
