//! Chooses how instructions are dispatched: by jumps between handlers where the compiler makes them, else by a loop.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(loop_dispatch)");
    let is_unoptimised = std::env::var("OPT_LEVEL").is_ok_and(|level| level == "0");
    let is_asked_for = std::env::var_os("CARGO_FEATURE_LOOP_DISPATCH").is_some();
    let is_miri = std::env::var_os("CARGO_CFG_MIRI").is_some();
    let architecture = std::env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    let has_jumps =
        matches!(architecture.as_str(), "x86_64" | "aarch64" | "riscv64" | "loongarch64" | "s390x");
    if is_unoptimised || is_asked_for || is_miri || !has_jumps {
        println!("cargo::rustc-cfg=loop_dispatch");
    }
}
