//! The module that Node loads.
