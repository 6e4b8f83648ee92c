//! A heap of things that trace themselves; knows no Lua type.
//!
//! # The heap
//!
//! Objects and the buffers they own are *cells* of pages of 16 KiB. A page has cells of one size; a small heap begins
//! on pages with cells of mixed sizes. What is too large for a page is a block of its own. Nothing ever moves. What is
//! in use is a bitmap in the page: sweeping replaces one word by another, never touches a dead object, and allocation
//! bumps a cursor through stretches of free cells.
//!
//! # The phases of a cycle
//!
//! 1. *Idle*, until enough bytes have been granted (`pacing.rs`).
//! 2. *Mark*: roots first, then a slice at a time whatever the queue holds (`marker.rs`). The program runs between
//!    slices and changes what has been traversed; barriers keep up with it. New objects are born unmarked.
//! 3. *Atomic*: when queue, roots and grayed objects together fit in one slice, they are finished while the program
//!    stands still. Weak objects are cleared and unreachable objects with finalizers found (`cycle.rs`).
//! 4. *Sweep*, again in slices: tables that contain dead objects (the pool of strings), objects that own memory
//!    elsewhere, pages, large blocks. Allocation takes pages that have been swept, sweeps some itself when it finds
//!    none, or takes new ones, which this sweep skips.
//!
//! # Colours
//!
//! *White*: the mark bit in the page is clear. *Gray*: the bit is set, and the object waits in a queue. *Black*: its
//! header's colour has the cycle's bit, so it has been traversed. Cycles take turns with two bits, so nothing has to be
//! reset. A black object that is stored into may be *grayed again*, once.
//! Leaves, such as strings, are marked in the page without being touched; their headers have no colour.
//! A page whose mark bits are all set and which is on no list of pages holds objects that every heap may point at:
//! marking finds them marked and writes nothing.
//!
//! # What the owner of a heap must keep
//!
//! - Collection happens only in `step`, `step_bytes` and `collect`. Everything in use is reachable from the roots then,
//!   and completely initialised.
//! - After a store of an object into an object: a barrier, if `needs_barrier` holds for the parent. Not for stacks:
//!   their trace function calls `Marker::retrace`, and in the atomic phase they are traversed once more.
//! - After the contents of an object were moved to other places in it: `regray`, if `needs_barrier` holds for it. Its
//!   trace may have seen the new place before and not yet the old one.
//! - A buffer has one owner, whose trace function marks it with the size it was allocated with. A new buffer is alive
//!   until the end of the cycle, whether its owner has been traversed or not.
//! - What a pool that does not keep its contents alive hands out is passed to `revive`.

#![allow(unsafe_code, reason = "the collector handles raw memory; each file states its invariants")]
#![allow(
    clippy::not_unsafe_ptr_arg_deref,
    reason = "callers pass objects and buffers this heap handed out and has not freed; see pointer.rs"
)]

mod barrier;
mod block_cache;
mod collector;
mod cycle;
mod finalizer;
mod fixed;
mod header;
mod large;
mod marker;
mod mixed;
mod pacing;
mod page;
mod pointer;
mod prefetch;
mod size_class;
mod space;
mod spare_blocks;
mod sweep;
#[cfg(test)]
mod tests;
mod trace;
mod verifier;
mod waiting;

pub use collector::{Collector, Mode, NoRoots};
pub use fixed::FixedSpace;
pub use header::Header;
pub use marker::Marker;
pub use pacing::Parameter;
pub use pointer::Gc;
pub use trace::{KindInfo, Liveness, OutOfMemory, Roots, WeakInfo, Weakness};
