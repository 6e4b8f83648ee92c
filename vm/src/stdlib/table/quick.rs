//! The quick entries of the table library: tables without metatables.

use crate::interpreter::{Arguments, Given, QuickContext};

/// `table.insert` at the end
pub(super) fn insert(mut context: QuickContext<'_>, arguments: Arguments<'_>) -> Given {
    let table = arguments.get(0);
    if arguments.count() != 2 || !table.is_table() {
        return Given::DECLINED;
    }
    if context.append(table.pointer(), arguments.get(1)) { Given::NOTHING } else { Given::DECLINED }
}
