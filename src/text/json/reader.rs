//! Turns bytes into the nodes of a JSON document.

use super::{Kind, Node, SyntaxError};

/// Reads one JSON text from start to end; open containers are kept on the heap.
pub(super) struct Reader<'a> {
    source: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
    /// Indices of the arrays and objects that are not closed yet.
    open: Vec<usize>,
    depth: usize,
}

type Step = Result<(), SyntaxError>;

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a [u8]) -> Self {
        Self {
            source,
            at: 0,
            nodes: Vec::new(),
            open: Vec::new(),
            depth: 0,
        }
    }

    /// Closes the open containers; returns the nodes in the order of the text, and how deeply they nest.
    pub(super) fn finish(mut self) -> (Vec<Node>, usize) {
        while !self.open.is_empty() {
            self.close();
        }
        (self.nodes, self.depth)
    }

    /// Reads the text.
    pub(super) fn text(&mut self) -> Step {
        self.skip_white_space();
        self.value()?;
        while let Some(&container) = self.open.last() {
            self.skip_white_space();
            self.after_value(container)?;
        }
        self.skip_white_space();
        if self.at < self.source.len() {
            Err(self.expected("nothing more"))
        } else {
            Ok(())
        }
    }

    /// Reads on after a complete value, or after an opening bracket, inside `container`.
    fn after_value(&mut self, container: usize) -> Step {
        let kind = self.nodes[container].kind;
        let (close, closing) = if kind == Kind::Array {
            (b']', "`,` or `]`")
        } else {
            (b'}', "`,` or `}`")
        };
        let first = self.nodes.len() == container + 1;
        if self.peek() == Some(close) {
            self.at += 1;
            self.close();
            return Ok(());
        }
        if !first {
            if self.peek() != Some(b',') {
                return Err(self.expected(closing));
            }
            self.at += 1;
            self.skip_white_space();
        }
        if kind == Kind::Object {
            self.name(if first {
                "a member name or `}`"
            } else {
                "a member name"
            })?;
        }
        self.value()
    }

    /// Reads a member's name and its colon.
    fn name(&mut self, expected: &'static str) -> Step {
        if self.peek() != Some(b'"') {
            return Err(self.expected(expected));
        }
        let start = self.at;
        self.string()?;
        let end = self.at;
        self.skip_white_space();
        if self.peek() != Some(b':') {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        self.skip_white_space();
        self.push(Kind::String, start, end);
        Ok(())
    }

    /// Reads a scalar, or opens an array or object.
    fn value(&mut self) -> Step {
        let start = self.at;
        let (kind, read) = match self.peek() {
            Some(b'{') => {
                self.open(Kind::Object);
                return Ok(());
            }
            Some(b'[') => {
                self.open(Kind::Array);
                return Ok(());
            }
            Some(b'"') => (Kind::String, self.string()),
            Some(b'-' | b'0'..=b'9') => (Kind::Number, self.number()),
            Some(b't') => (Kind::Bool, self.literal(b"true")),
            Some(b'f') => (Kind::Bool, self.literal(b"false")),
            Some(b'n') => (Kind::Null, self.literal(b"null")),
            _ => (Kind::Null, Err(self.expected("a value"))),
        };
        self.scalar(kind, start, read)
    }

    /// Opens an array or object here.
    fn open(&mut self, kind: Kind) {
        self.open.push(self.nodes.len());
        self.depth = self.depth.max(self.open.len());
        self.push(kind, self.at, self.at);
        self.at += 1;
    }

    /// Adds the scalar that began at `start`. If it could not be read, the member name before it is removed too.
    fn scalar(&mut self, kind: Kind, start: usize, read: Step) -> Step {
        if read.is_ok() {
            self.push(kind, start, self.at);
        } else if self
            .open
            .last()
            .is_some_and(|&container| self.nodes[container].kind == Kind::Object)
        {
            self.nodes.pop();
        }
        read
    }

    fn literal(&mut self, word: &'static [u8]) -> Step {
        for &byte in word {
            if self.peek() != Some(byte) {
                return Err(self.expected("`true`, `false` or `null`"));
            }
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Step {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// Reads one or more digits.
    fn digits(&mut self) -> Step {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            Err(self.expected("a digit"))
        } else {
            Ok(())
        }
    }

    fn string(&mut self) -> Step {
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.at += 1;
                    self.escape()?;
                }
                Some(0x20..) => self.at += 1,
                _ => return Err(self.expected("`\"`")),
            }
        }
    }

    fn escape(&mut self) -> Step {
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                self.at += 1;
                for _ in 0..4 {
                    if !self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                        return Err(self.expected("a hexadecimal digit"));
                    }
                    self.at += 1;
                }
            }
            _ => return Err(self.expected("an escape")),
        }
        Ok(())
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        let next = self.nodes.len() + 1;
        self.nodes.push(Node {
            kind,
            start,
            end,
            next,
        });
    }

    /// Closes the innermost container here.
    fn close(&mut self) {
        let next = self.nodes.len();
        if let Some(container) = self.open.pop() {
            self.nodes[container].end = self.at;
            self.nodes[container].next = next;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.source.get(self.at).copied()
    }

    fn skip_white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn expected(&self, expected: &'static str) -> SyntaxError {
        SyntaxError {
            at: self.at,
            found: self.peek(),
            expected,
        }
    }
}
