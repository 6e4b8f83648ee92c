//! The fuzz target `undump`; what it checks is in the library.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| perilune_fuzz::undump(data));
