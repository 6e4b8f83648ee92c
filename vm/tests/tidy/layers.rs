//! Who may use whom inside `vm/src`: the table, and the reading of each `crate::` path.

use crate::files::SourceFile;
use crate::strip::is_word;

/// Each layer with the layers that it may use besides itself, bottom first.
const LAYERS: &[(&str, &[&str])] = &[
    ("number", &[]),
    ("dialect", &["number"]),
    ("text", &["number"]),
    ("syntax", &["dialect", "number", "text"]),
    ("gc", &[]),
    ("value", &["gc", "number"]),
    ("object", &["gc", "value", "number"]),
    ("bytecode", &["dialect", "value", "object", "gc"]),
    ("compiler", &["dialect", "number", "syntax", "gc", "value", "object", "bytecode"]),
    ("interpreter", &["dialect", "number", "text", "gc", "value", "object", "bytecode"]),
    (
        "stdlib",
        &[
            "dialect",
            "number",
            "text",
            "gc",
            "value",
            "object",
            "bytecode",
            "compiler",
            "interpreter",
        ],
    ),
    (
        "api",
        &[
            "dialect",
            "number",
            "text",
            "syntax",
            "gc",
            "value",
            "object",
            "bytecode",
            "compiler",
            "interpreter",
            "stdlib",
        ],
    ),
];

/// Parts of a layer that may use less than the whole.
const NARROWER: &[(&str, &[&str])] = &[("vm/src/interpreter/ops/", &["dialect"])];

/// The layer that a file belongs to; none for `lib.rs`, the command line and everything outside.
fn layer_of(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("vm/src/")?;
    match inside.split_once('/') {
        Some(("bin", _)) => None,
        Some((folder, _)) => Some(folder),
        None => inside.strip_suffix(".rs").filter(|name| *name != "lib"),
    }
}

/// The first names of every path that starts with `crate::`, also of a group in braces.
fn names_after(code: &str, start: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(start) {
        if at > 0 && is_word(code.as_bytes()[at - 1]) {
            continue;
        }
        let rest = code[at + start.len()..].trim_start();
        match rest.strip_prefix('{') {
            Some(group) => names.extend(first_names_in_group(group)),
            None => names.push(leading_name(rest)),
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn leading_name(text: &str) -> String {
    text.chars().take_while(|char| char.is_ascii() && is_word(*char as u8)).collect()
}

/// The names at the outer level of `a::b, c::{d, e}}`.
fn first_names_in_group(group: &str) -> Vec<String> {
    let mut names = vec![leading_name(group.trim_start())];
    let mut depth = 0;
    for (at, char) in group.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(leading_name(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    names
}

/// The layers that a file names: by `crate::`, or by `super::` where that is the crate itself.
fn used_layers(file: &SourceFile, layer: &str) -> Vec<String> {
    let mut names = names_after(&file.code, "crate::");
    let tops = [format!("vm/src/{layer}.rs"), format!("vm/src/{layer}/mod.rs")];
    if tops.contains(&file.path) {
        names.extend(names_after(&file.code, "super::"));
    }
    names.retain(|name| LAYERS.iter().any(|(known, _)| known == name) && name != layer);
    names.sort();
    names.dedup();
    names
}

/// The uses of a layer that the table does not allow.
pub fn violations(file: &SourceFile) -> Vec<String> {
    let Some(layer) = layer_of(&file.path) else { return Vec::new() };
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
        return vec![format!("`{layer}` is not in the table of layers")];
    };
    let narrower = NARROWER.iter().find(|(part, _)| file.path.starts_with(part));
    used_layers(file, layer)
        .into_iter()
        .filter(|used| {
            !allowed.contains(&used.as_str())
                || narrower.is_some_and(|(_, refused)| refused.contains(&used.as_str()))
        })
        .map(|used| format!("layer `{layer}` may not use `{used}`"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{LAYERS, names_after, violations};
    use crate::files::SourceFile;

    fn found(path: &str, text: &str) -> Vec<String> {
        violations(&SourceFile::new(path, text))
    }

    #[test]
    fn every_name_of_a_group_is_read() {
        let code =
            "use crate::{value::{Value, Kind}, object};\nlet x = crate::gc::Gc; mycrate::no;";
        assert_eq!(names_after(code, "crate::"), ["value", "object", "gc"]);
    }

    #[test]
    fn the_table_is_ordered_bottom_first() {
        for (index, (layer, allowed)) in LAYERS.iter().enumerate() {
            for used in *allowed {
                let below = LAYERS[..index].iter().any(|(name, _)| name == used);
                assert!(below, "{layer} uses {used}, which is not below it");
            }
        }
    }

    #[test]
    fn allowed_uses_pass() {
        assert!(
            found("vm/src/object/table/mod.rs", "use crate::{gc::Gc, value::Value};").is_empty()
        );
        assert!(
            found("vm/src/gc/mod.rs", "//! crate::value is not named\nuse super::gc;").is_empty()
        );
        assert!(found("vm/src/bin/perilune.rs", "use perilune::api;").is_empty());
        assert!(found("vm/src/interpreter/state.rs", "use crate::dialect::Dialect;").is_empty());
    }

    #[test]
    fn a_use_upwards_is_reported() {
        assert_eq!(found("vm/src/gc/page.rs", "use crate::value::Value;").len(), 1);
        assert_eq!(found("vm/src/value/mod.rs", "use super::object::Table;").len(), 1);
        assert_eq!(found("vm/src/object/string.rs", "use crate::{gc, stdlib::io};").len(), 1);
        assert_eq!(found("vm/src/stdlib/base.rs", "fn f() { crate::syntax::parse() }").len(), 1);
        assert_eq!(found("vm/src/interpreter/ops/add.rs", "$crate::dialect::LUA").len(), 1);
        assert_eq!(found("vm/src/novelty/mod.rs", "").len(), 1);
    }
}
