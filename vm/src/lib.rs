//! A Lua virtual machine.
