//! Decimal numbers in texts that are no JSON.

/// Reads a number: an optional sign, digits with or without a point, and an optional exponent. A number that is too large
/// is infinite.
///
/// `None` if the text is anything else.
pub fn read(text: &str) -> Option<f64> {
    // The standard library takes the names of infinity and of what is no number, too.
    let is_digits = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    text.bytes()
        .all(is_digits)
        .then(|| text.parse().ok())
        .flatten()
}

/// Writes a whole number.
pub fn whole(number: usize) -> String {
    number.to_string()
}

/// Writes a finite number as JSON has it.
pub fn write(number: f64) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn reads_numbers_in_each_notation() {
        for (text, number) in [
            ("+1795515947.125", 1_795_515_947.125),
            ("-.5", -0.5),
            ("5.", 5.0),
            ("8.5E-1", 0.85),
            ("1e309", f64::INFINITY),
            ("-1e99999999999999999999", f64::NEG_INFINITY),
        ] {
            assert_eq!(read(text), Some(number), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "", "-", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1 ", "inf", "nan", "1_0", "--1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
