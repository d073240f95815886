//! The words of a command line in common shells: sh, cmd and PowerShell.

/// A word of a command.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Its text without quotes.
    pub text: String,
    /// Whether a part of it is a variable or the output of another command.
    pub is_expanded: bool,
}

/// The maximum length of a command, in bytes.
const LONGEST: usize = 1 << 16;

/// The words of the command at the start of a text, and where it ends; no words if a quote is not closed.
pub fn words(text: &str) -> (Option<Vec<Word>>, usize) {
    let mut reader = Reader {
        rest: text,
        words: Vec::new(),
        word: None,
    };
    let is_whole = reader.read(text.len().saturating_sub(LONGEST)).is_some();
    let end = text.len() - reader.rest.len();
    reader.end_word();
    (is_whole.then_some(reader.words), end)
}

struct Reader<'a> {
    rest: &'a str,
    words: Vec<Word>,
    word: Option<Word>,
}

impl Reader<'_> {
    /// Reads to the end of the command; `None` if that is not reached before `least` bytes are left.
    fn read(&mut self, least: usize) -> Option<()> {
        while let Some(first) = self.rest.chars().next() {
            if self.rest.len() < least {
                return None;
            }
            if self.skips_line_end() {
                self.end_word();
                continue;
            }
            match first {
                '\n' | '\r' | '|' | ';' | ')' | '`' => return Some(()),
                '&' | '#' if first == '&' || self.word.is_none() => return Some(()),
                ' ' | '\t' => {
                    self.end_word();
                    self.take(1);
                }
                '>' | '<' => self.skip_redirection(),
                '\'' => self.single()?,
                '"' => self.double("\"")?,
                '^' if self.rest.starts_with("^\"") => {
                    self.take(1);
                    self.double("^\"")?;
                }
                '$' if self.rest.starts_with("$'") => self.ansi()?,
                '\\' => {
                    self.take(1);
                    self.push_next();
                }
                '$' => {
                    self.word().is_expanded = true;
                    self.push_next();
                }
                _ => self.push_next(),
            }
        }
        Some(())
    }

    /// Skips a line end if the command continues after it.
    fn skips_line_end(&mut self) -> bool {
        let Some(line) = self.rest.strip_prefix(['\\', '^', '`']) else {
            return false;
        };
        let line = line.trim_start_matches([' ', '\t', '\r']);
        let Some(line) = line.strip_prefix('\n') else {
            return false;
        };
        self.rest = line;
        true
    }

    fn word(&mut self) -> &mut Word {
        self.word.get_or_insert_default()
    }

    fn end_word(&mut self) {
        self.words.extend(self.word.take());
    }

    fn take(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }

    fn push_next(&mut self) {
        if let Some(next) = self.rest.chars().next() {
            self.word().text.push(next);
            self.take(next.len_utf8());
        }
    }

    /// Skips `> file`, `2>&1` and the like.
    fn skip_redirection(&mut self) {
        self.word
            .take_if(|word| word.text.bytes().all(|byte| byte.is_ascii_digit()));
        self.end_word();
        self.rest = self.rest.trim_start_matches(['>', '<', '&', ' ']);
        let end = self
            .rest
            .find(|c: char| c.is_whitespace() || "|;)".contains(c));
        self.take(end.unwrap_or(self.rest.len()));
    }

    fn single(&mut self) -> Option<()> {
        self.take(1);
        let end = self.rest.find('\'').filter(|end| *end < LONGEST)?;
        let inside = &self.rest[..end];
        self.word.get_or_insert_default().text.push_str(inside);
        self.take(end + 1);
        Some(())
    }

    fn double(&mut self, closing: &str) -> Option<()> {
        self.take(1);
        self.word();
        let end = self.rest.len().saturating_sub(LONGEST);
        while self.rest.len() > end {
            if self.rest.starts_with(closing) {
                self.take(closing.len());
                return Some(());
            }
            match self.rest.chars().next()? {
                // cmd writes a quote inside its quotes as ^\^" .
                '^' if closing.len() > 1 => self.take(1),
                '\\' if closing.len() > 1 && self.rest.starts_with("\\^\"") => {
                    self.take(2);
                    self.push_next();
                }
                '\\' if self.rest[1..].starts_with(['"', '\\', '$', '`']) => {
                    self.take(1);
                    self.push_next();
                }
                '\\' if self.rest.starts_with("\\\n") => self.take(2),
                '`' if self.rest[1..].starts_with('"') => {
                    self.take(1);
                    self.push_next();
                }
                '$' | '`' => {
                    self.word().is_expanded = true;
                    self.push_next();
                }
                _ => self.push_next(),
            }
        }
        None
    }

    /// `$'…'` of sh, with the escapes of C.
    fn ansi(&mut self) -> Option<()> {
        self.take(2);
        self.word();
        let end = self.rest.len().saturating_sub(LONGEST);
        while self.rest.len() > end {
            match self.rest.chars().next()? {
                '\'' => {
                    self.take(1);
                    return Some(());
                }
                '\\' => {
                    self.take(1);
                    self.escape()?;
                }
                _ => self.push_next(),
            }
        }
        None
    }

    fn escape(&mut self) -> Option<()> {
        let escape = self.rest.chars().next()?;
        self.take(escape.len_utf8());
        let most = match escape {
            'u' => 4,
            'U' => 8,
            'x' => 2,
            _ => 0,
        };
        let character = match escape {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ if most > 0 => {
                let digits = self.rest.bytes().take(most);
                let digits = digits.take_while(u8::is_ascii_hexdigit).count();
                let code = u32::from_str_radix(&self.rest[..digits], 16).ok()?;
                self.take(digits);
                char::from_u32(code)?
            }
            other => other,
        };
        self.word().text.push(character);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn splits_and_unquotes() {
        for (command, expected) in [
            ("a 'b c' d\ne", Some(vec!["a", "b c", "d"])),
            ("a \"b\\\"c\" 'd'\"e\"f", Some(vec!["a", "b\"c", "def"])),
            ("a > /dev/null b 2>&1 | c", Some(vec!["a", "b"])),
            ("a '' # b", Some(vec!["a", ""])),
            ("a b#c", Some(vec!["a", "b#c"])),
            ("a ^\"b^\\^\"c^\" d", Some(vec!["a", "b\"c", "d"])),
            ("a $'\\x41\\u00e9\\'\\n'", Some(vec!["a", "Aé'\n"])),
            ("a 'b", None),
            ("a \"b", None),
            ("a \\\nb ^\r\nc `\n d", Some(vec!["a", "b", "c", "d"])),
        ] {
            let (found, _) = words(command);
            let found: Option<Vec<String>> =
                found.map(|words| words.into_iter().map(|word| word.text).collect());
            let expected: Option<Vec<String>> =
                expected.map(|words| words.into_iter().map(str::to_owned).collect());
            assert_eq!(found, expected, "{command}");
        }
    }
}
