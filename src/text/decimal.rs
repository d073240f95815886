//! From the text of a decimal number to the float64 nearest to it (IEEE 754, ties to even), and back.
//!
//! The standard library does both too, by tables that weigh more than ten kilobytes in the page, a tenth of all that the
//! page may weigh. These are as exact, and slower where a number has many digits.

/// Reads a number: an optional sign, digits with or without a point, and an optional exponent. A number that is too large
/// is infinite.
///
/// `None` if the text is anything else.
pub fn read(text: &str) -> Option<f64> {
    let (negative, unsigned) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        all => (false, all),
    };
    let magnitude = Decimal::read(unsigned)?.nearest();
    Some(if negative { -magnitude } else { magnitude })
}

/// Writes a whole number.
pub fn whole(number: usize) -> String {
    digits(number as u64)
}

/// The digits of a number: what the standard library writes numbers with can align and fill them too, which weighs more.
#[inline(never)]
fn digits(number: u64) -> String {
    let mut power = 1;
    while number / power > 9 {
        power *= 10;
    }
    let mut digits = String::new();
    while power > 0 {
        digits.push(char::from(b'0' + (number / power % 10).to_le_bytes()[0]));
        power /= 10;
    }
    digits
}

/// Writes a finite number as JSON has it, with all of its digits: `1795516100.5` is `17955161005e-1`.
pub fn write(number: f64) -> String {
    let bits = number.to_bits();
    let (fraction, biased) = (bits & ((1 << 52) - 1), bits >> 52 & 0x7FF);
    let significand = if biased == 0 {
        fraction
    } else {
        fraction | 1 << 52
    };
    let twos = significand.trailing_zeros().min(52);
    let mut exponent = i64::try_from(biased.max(1)).unwrap_or(0) - 1075 + i64::from(twos);
    let mut digits = self::digits(significand >> twos).into_bytes();
    // A half is five tenths, so that the exponent of two becomes one of ten.
    let (factor, tens) = if exponent < 0 { (5, exponent) } else { (2, 0) };
    while exponent != 0 {
        multiply(&mut digits, factor);
        exponent -= exponent.signum();
    }
    let mut text = String::new();
    if number.is_sign_negative() {
        text.push('-');
    }
    for digit in digits {
        text.push(char::from(digit));
    }
    if tens < 0 {
        text += "e-";
        text += &self::digits(tens.unsigned_abs());
    }
    text
}

/// Multiplies a number that stands in decimal digits.
fn multiply(digits: &mut Vec<u8>, factor: u8) {
    let mut carry = 0;
    for digit in digits.iter_mut().rev() {
        let product = (*digit - b'0') * factor + carry;
        *digit = b'0' + product % 10;
        carry = product / 10;
    }
    if carry > 0 {
        digits.insert(0, b'0' + carry);
    }
}

/// Digits beyond this many change a float64 only by being there at all.
const DIGITS: usize = 800;

/// `digits × 10^exponent`
struct Decimal {
    /// Values 0 to 9, without leading zeros.
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    fn read(text: &[u8]) -> Option<Self> {
        let mut decimal = Self {
            digits: Vec::new(),
            exponent: 0,
        };
        let mut point = false;
        let mut any = false;
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            match byte {
                b'0'..=b'9' => {
                    any = true;
                    decimal.push(byte - b'0', point);
                }
                b'.' if !point => point = true,
                b'e' | b'E' if any => break,
                _ => return None,
            }
            at += 1;
        }
        if at < text.len() {
            decimal.exponent += exponent(&text[at + 1..])?;
        }
        any.then_some(decimal)
    }

    fn push(&mut self, digit: u8, behind_point: bool) {
        if self.digits.len() == DIGITS {
            // Never a tie again: what is left out counts as a little more.
            if digit != 0 {
                self.digits[DIGITS - 1] |= 1;
            }
            self.exponent += i64::from(!behind_point);
        } else {
            self.exponent -= i64::from(behind_point);
            if digit != 0 || !self.digits.is_empty() {
                self.digits.push(digit);
            }
        }
    }

    fn nearest(&self) -> f64 {
        let magnitude = i64::try_from(self.digits.len())
            .unwrap_or(i64::MAX)
            .saturating_add(self.exponent);
        if self.digits.is_empty() || magnitude < -330 {
            return 0.0;
        }
        if magnitude > 310 {
            return f64::INFINITY;
        }
        if self.exponent == 0 && self.digits.len() <= 15 {
            // Every step is exact below 2^53.
            return self
                .digits
                .iter()
                .fold(0.0, |value, &digit| value * 10.0 + f64::from(digit));
        }
        let mut numerator = Natural(Vec::new());
        for &digit in &self.digits {
            numerator.multiply_add(10, digit.into());
        }
        let mut denominator = Natural(vec![1]);
        for _ in 0..self.exponent.unsigned_abs() {
            let scaled = if self.exponent < 0 {
                &mut denominator
            } else {
                &mut numerator
            };
            scaled.multiply_add(10, 0);
        }
        divide(numerator, denominator)
    }
}

/// More than any text has digits, so that beyond it the exponent alone decides.
const BOUND: i64 = 1 << 40;

/// The value of an exponent, with or without a sign; a very large one is cut to some 10^12.
///
/// `None` if the text is anything else.
pub fn exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        all => (false, all),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = digits.iter().fold(0, |value: i64, digit| {
        (value * 10 + i64::from(digit - b'0')).min(BOUND)
    });
    Some(if negative { -value } else { value })
}

/// The float64 nearest to a fraction.
fn divide(mut numerator: Natural, mut denominator: Natural) -> f64 {
    // Scaled by a power of two, so that the quotient has 64 or 65 bits, of which 53 are kept.
    let shift = 64 - (numerator.bits() - denominator.bits());
    if shift >= 0 {
        numerator.shift_left(shift);
    } else {
        denominator.shift_left(-shift);
    }
    let mut quotient = 0_u128;
    denominator.shift_left(65);
    for _ in 0..=65 {
        quotient <<= 1;
        if numerator.subtract(&denominator) {
            quotient |= 1;
        }
        denominator.halve();
    }
    let bits = i64::from(128 - quotient.leading_zeros());
    let exponent = bits - 1 - shift;
    if exponent > 1023 {
        return f64::INFINITY;
    }
    // Below the smallest normal number fewer bits are kept.
    let kept = 53 - (-1022 - exponent).max(0);
    let dropped = u32::try_from(bits - kept).unwrap_or(0).min(127);
    let (mut mantissa, rest) = (quotient >> dropped, quotient & ((1 << dropped) - 1));
    let half = 1 << (dropped - 1);
    if rest > half || rest == half && (!numerator.is_zero() || mantissa & 1 == 1) {
        mantissa += 1;
    }
    // A mantissa that was rounded up to the next power of two carries into the exponent, as it should.
    let biased = u64::try_from((exponent + 1022).max(0)).unwrap_or(0);
    let mantissa = u64::try_from(mantissa).unwrap_or(0);
    f64::from_bits((biased << 52) + mantissa)
}

/// A natural number, lowest 32 bits first.
struct Natural(Vec<u32>);

impl Natural {
    fn multiply_add(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for limb in &mut self.0 {
            carry += u64::from(*limb) * u64::from(factor);
            *limb = lower(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(lower(carry));
        }
    }

    fn bits(&self) -> i64 {
        let limbs = self
            .0
            .iter()
            .rposition(|limb| *limb != 0)
            .map_or(0, |at| at + 1);
        let zeros = limbs
            .checked_sub(1)
            .map_or(0, |top| self.0[top].leading_zeros());
        i64::try_from(limbs).unwrap_or(0) * 32 - i64::from(zeros)
    }

    fn is_zero(&self) -> bool {
        self.0.iter().all(|limb| *limb == 0)
    }

    fn shift_left(&mut self, bits: i64) {
        for _ in 0..bits / 32 {
            self.0.insert(0, 0);
        }
        for _ in 0..bits % 32 {
            self.multiply_add(2, 0);
        }
    }

    fn halve(&mut self) {
        let mut carry = 0;
        for limb in self.0.iter_mut().rev() {
            let low = *limb & 1;
            *limb = *limb >> 1 | carry << 31;
            carry = low;
        }
    }

    /// Subtracts `other` if that leaves a natural number; tells whether it did.
    fn subtract(&mut self, other: &Self) -> bool {
        let limb = |number: &Self, at: usize| number.0.get(at).copied().unwrap_or(0);
        let length = self.0.len().max(other.0.len());
        let differs = (0..length)
            .rev()
            .find(|at| limb(self, *at) != limb(other, *at));
        if differs.is_some_and(|at| limb(self, at) < limb(other, at)) {
            return false;
        }
        let mut borrow = false;
        for at in 0..self.0.len() {
            let (less, first) = self.0[at].overflowing_sub(limb(other, at));
            let (less, second) = less.overflowing_sub(borrow.into());
            self.0[at] = less;
            borrow = first || second;
        }
        true
    }
}

/// The lower 32 bits.
fn lower(number: u64) -> u32 {
    u32::try_from(number & u64::from(u32::MAX)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::read;

    #[track_caller]
    fn assert_as_std(text: &str) {
        let expected: f64 = text.parse().unwrap();
        assert_eq!(
            read(text).map(f64::to_bits),
            Some(expected.to_bits()),
            "{text}"
        );
    }

    #[test]
    fn agrees_with_the_standard_library_where_it_is_hard() {
        for text in [
            "0",
            "-0",
            "1",
            "1795515947",
            "1795515947.123",
            "9007199254740993",
            "9223371974719179264",
            "1e23",
            "8.5e-1",
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "1e309",
            "-1e400",
            "5e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "4.9e-324",
            "1e-400",
            "2.2250738585072014e-308",
            "2.2250738585072011e-308",
            "0.000001",
            "123456789012345678901234567890",
            "1e99999999999999999999",
            "0e99999999999999999999",
            "6929495644600919.5",
            "3.2378839133029012895883524125015321748630094231e-319",
            "9007199254740992.99999999999999999999999999999999999",
        ] {
            assert_as_std(text);
        }
        assert_as_std(&format!("9007199254740993.{}1", "0".repeat(2000)));
        assert_as_std(&format!("{}e-1990", "7".repeat(2000)));
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "", "-", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1 ", "inf", "nan", "1_0", "--1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_standard_library(number in any::<f64>(), text in "-?[0-9]{1,25}(\\.[0-9]{1,25})?([eE][-+]?[0-9]{1,3})?") {
            for text in [text, format!("{number:e}"), format!("{number}")] {
                if let Some(ours) = read(&text) {
                    prop_assert_eq!(ours.to_bits(), text.parse::<f64>().unwrap().to_bits(), "{}", text);
                }
            }
        }
    }
}
