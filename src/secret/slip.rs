//! Small slips that make a right secret wrong, each with the secret that would fit.

/// What was done to a secret on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// A line end behind it.
    LineEnd(LineEnd),
    /// White space before or behind it.
    WhiteSpace,
    /// Quotes around it.
    Quotes(char),
    /// A comma or semicolon behind it.
    Separator(char),
    /// Key and secret stand in each other's place.
    Swapped,
}

/// A line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// `\n`, as Unix writes it.
    Lf,
    /// `\r\n`, as Windows writes it.
    CrLf,
    /// `\r`: what is left of `\r\n` where only `\n` is taken off.
    Cr,
}

impl LineEnd {
    /// Its characters.
    pub fn characters(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
        }
    }
}

/// Who has the slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The secret of the paste: the token was signed without it.
    Paste,
    /// Whoever signed the token: the secret of the paste is without it.
    Minter,
}

/// Secrets that `secret` may have been before or after a slip, the likeliest first.
pub fn variants(secret: &str) -> Vec<(Slip, Side, String)> {
    let mut variants = Vec::new();
    let mut add = |slip, side, [before, middle, after]: [&str; 3]| {
        let variant = [before, middle, after].concat();
        if variant != secret && !variant.is_empty() {
            variants.push((slip, side, variant));
        }
    };
    for end in [LineEnd::CrLf, LineEnd::Lf, LineEnd::Cr] {
        if let Some(without) = secret.strip_suffix(end.characters()) {
            add(Slip::LineEnd(end), Side::Paste, ["", without, ""]);
        }
    }
    add(Slip::WhiteSpace, Side::Paste, ["", secret.trim(), ""]);
    for (open, close) in QUOTES {
        if let Some(without) = secret
            .strip_prefix(open)
            .and_then(|secret| secret.strip_suffix(close))
        {
            add(Slip::Quotes(open), Side::Paste, ["", without, ""]);
        }
    }
    for separator in SEPARATORS {
        if let Some(without) = secret.strip_suffix(separator) {
            add(Slip::Separator(separator), Side::Paste, ["", without, ""]);
        }
    }
    for end in [LineEnd::Lf, LineEnd::CrLf, LineEnd::Cr] {
        add(
            Slip::LineEnd(end),
            Side::Minter,
            ["", secret, end.characters()],
        );
    }
    for (before, after) in [("", " "), (" ", ""), ("", "\t"), (" ", " ")] {
        add(Slip::WhiteSpace, Side::Minter, [before, secret, after]);
    }
    for (open, close) in QUOTES {
        add(
            Slip::Quotes(open),
            Side::Minter,
            [
                open.encode_utf8(&mut [0; 4]),
                secret,
                close.encode_utf8(&mut [0; 4]),
            ],
        );
    }
    for separator in SEPARATORS {
        add(
            Slip::Separator(separator),
            Side::Minter,
            ["", secret, separator.encode_utf8(&mut [0; 4])],
        );
    }
    variants
}

/// Quotes, straight and curly.
const QUOTES: [(char, char); 5] = [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’')];

/// What a list puts behind its entries.
const SEPARATORS: [char; 2] = [',', ';'];

#[cfg(test)]
mod tests {
    use super::{LineEnd, Side, Slip, variants};

    #[test]
    fn each_slip_is_undone_and_done() {
        let of = |secret: &str, slip, side| {
            variants(secret)
                .into_iter()
                .find(|(s, w, _)| (*s, *w) == (slip, side))
                .map(|(.., variant)| variant)
        };
        assert_eq!(
            of("s\n", Slip::LineEnd(LineEnd::Lf), Side::Paste).as_deref(),
            Some("s")
        );
        assert_eq!(
            of("s\r\n", Slip::LineEnd(LineEnd::CrLf), Side::Paste).as_deref(),
            Some("s")
        );
        assert_eq!(
            of("s", Slip::LineEnd(LineEnd::Cr), Side::Minter).as_deref(),
            Some("s\r")
        );
        assert_eq!(
            of("“s”", Slip::Quotes('“'), Side::Paste).as_deref(),
            Some("s")
        );
        assert_eq!(
            of(" s", Slip::WhiteSpace, Side::Paste).as_deref(),
            Some("s")
        );
        assert_eq!(
            of("s,", Slip::Separator(','), Side::Paste).as_deref(),
            Some("s")
        );
    }

    #[test]
    fn no_variant_is_the_secret_itself_or_empty() {
        for secret in ["s", "\n", "\"\"", " ", ","] {
            assert!(
                variants(secret)
                    .iter()
                    .all(|(.., variant)| variant != secret && !variant.is_empty()),
                "{secret:?}"
            );
        }
    }
}
