//! Sets of bytes, for what is asked of each byte of a text.

/// A set of bytes, as a table.
pub struct ByteSet([bool; 256]);

impl ByteSet {
    /// The set of these bytes.
    ///
    /// ```
    /// use why401::text::ByteSet;
    ///
    /// const DIGITS: ByteSet = ByteSet::of(b"0123456789");
    /// assert!(DIGITS.has(b'7') && !DIGITS.has(b'a'));
    /// ```
    pub const fn of(bytes: &[u8]) -> Self {
        let mut table = [false; 256];
        let mut at = 0;
        while at < bytes.len() {
            table[bytes[at] as usize] = true;
            at += 1;
        }
        Self(table)
    }

    /// Whether a byte is in it.
    #[inline]
    pub const fn has(&self, byte: u8) -> bool {
        self.0[byte as usize]
    }
}
