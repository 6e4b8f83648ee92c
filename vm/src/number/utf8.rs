//! The UTF-8 form of a number below 2^31, with up to six bytes as in its original definition.

/// The largest number that can be encoded.
pub const MAX_CODE: u32 = 0x7FFF_FFFF;

/// Appends the encoding of `code`. Surrogates and numbers beyond Unicode are encoded as well;
/// bits beyond the largest number are dropped.
pub fn encode(buffer: &mut Vec<u8>, code: u32) {
    if code < 0x80 {
        buffer.push(code as u8);
        return;
    }
    let mut bytes = [0; 6];
    let mut start = bytes.len();
    let mut rest = code & MAX_CODE;
    // The largest value that fits beside the length marker in the first byte.
    let mut first_max: u32 = 0x3F;
    while rest > first_max {
        start -= 1;
        bytes[start] = 0x80 | (rest & 0x3F) as u8;
        rest >>= 6;
        first_max >>= 1;
    }
    start -= 1;
    bytes[start] = (!first_max << 1) as u8 | rest as u8;
    buffer.extend_from_slice(&bytes[start..]);
}
