//! The eight bytes in front of every heap object.
//!
//! `kind` indexes the table of kinds the heap was created with, `color` is the collector's, `flags` and `aux` belong
//! to the kind (a table's absent metamethods, a string's hash, a closure's number of upvalues).

/// The header of a heap object.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Header {
    /// Which kind of object this is: an index into the heap's table of kinds.
    pub kind: u8,
    /// The collector's colour; see `gc/mod.rs`.
    pub color: u8,
    /// Free for the kind.
    pub flags: u8,
    /// The size class of the cell, set by the allocator.
    pub class: u8,
    /// Free for the kind.
    pub aux: u32,
}

const _: () = assert!(size_of::<Header>() == 8);

/// In `color`: traversed in a cycle whose number is even; odd cycles use the next bit.
///
/// Two bits take turns, so no pass over the heap is needed to forget the last cycle's colours.
pub(super) const BLACK: u8 = 1;
/// In `color`: traversed after it was grayed again; from then on its stores take the forward barrier.
pub(super) const BLACK_AGAIN: u8 = 4;
/// In `color`: back on the list of objects to traverse, so its stores need no barrier.
pub(super) const GRAYED_AGAIN: u8 = 8;
/// In `color`: on the list of objects with a finalizer.
pub(super) const FINALIZER: u8 = 16;
