//! Cuts a paste into pieces: what was pasted, written or quoted at different times.
//!
//! People paste one thing after another, logs of several days, and threads of mail. What is found in a paste belongs to
//! the piece that its place is in, and pieces have an order: the newest counts.

use crate::text::needles::contains;
use crate::text::{NumericDate, Span, lines, order};

use super::date::{FoundDate, Source};

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Its place.
    pub span: Span,
    /// Which of several pastes it is in, oldest first.
    pub paste: usize,
    /// Whether it is quoted from an earlier mail: its lines begin with `>`, or follow the mark of Outlook.
    pub is_quoted: bool,
    /// When its first line was written, if that says so.
    pub at: Option<NumericDate>,
}

/// Lines of a log that are further apart than this, in seconds, are about different attempts.
const GAP: f64 = 60.0;

/// A date without a time zone may be in an interval that is wider than this, in seconds.
const UNZONED: f64 = 3600.0;

/// Cuts a text. `starts` are the places at which its pastes begin, and `dates` those in the text.
pub fn cut(text: &str, starts: &[usize], dates: &[FoundDate]) -> Vec<Piece> {
    // The trace of curl marks what was sent in the same way.
    let is_trace = contains(text, "\n< HTTP/") || text.starts_with("< HTTP/");
    let is_zoned = |date: &FoundDate| date.instants.latest.since(date.instants.earliest) < UNZONED;
    // Dates with and without a zone cannot be compared.
    let has_zoned = dates.iter().any(is_zoned);
    // A HAR is one paste, however long its browser was used.
    let counts = |date: &&FoundDate| {
        date.source != Source::Machine && date.request.is_none() && is_zoned(date) == has_zoned
    };
    let mut dates = dates.iter().filter(counts).peekable();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last_date: Option<NumericDate> = None;
    let (mut start, mut paste) = (0, 0);
    let mut is_forwarded = false;
    for line in lines::split(text) {
        let mut at = None;
        while let Some(date) = dates.next_if(|date| date.span.start < start + line.len()) {
            at = at.or(Some(date.instants.earliest));
        }
        let paste_before = paste;
        while starts.get(paste + 1).is_some_and(|next| *next <= start) {
            paste += 1;
            is_forwarded = false;
        }
        is_forwarded |= line.trim_start().starts_with("-----Original Message");
        let is_quoted = line.starts_with('>') && !is_trace || is_forwarded;
        let is_later = at
            .zip(last_date)
            .is_some_and(|(at, last)| at.since(last).abs() > GAP);
        let continues = pieces
            .last()
            .is_some_and(|piece| piece.is_quoted == is_quoted)
            && paste == paste_before
            && !is_later;
        let end = start + line.len();
        match pieces.last_mut().filter(|_| continues) {
            Some(piece) => {
                piece.span.end = end;
                piece.at = piece.at.or(at);
            }
            None => pieces.push(Piece {
                span: Span::new(start, end),
                paste,
                is_quoted,
                at,
            }),
        }
        if paste != paste_before {
            last_date = None;
        }
        last_date = at.or(last_date);
        start = end;
    }
    pieces
}

/// Sorts pieces, oldest first: by paste, then what is quoted, then by their times, and without those as they stand.
pub fn sort(pieces: &mut Vec<Piece>) {
    // A piece without a time belongs to the one before it.
    let mut last = NumericDate(f64::NEG_INFINITY);
    let timed = pieces.iter().map(|piece| {
        last = piece.at.unwrap_or(last);
        (*piece, last.0)
    });
    let sorted = order::sorted_by(timed.collect(), |(one, at), (other, other_at)| {
        let key = |piece: &Piece| (piece.paste, !piece.is_quoted);
        key(one).cmp(&key(other)).then(at.total_cmp(other_at))
    });
    *pieces = sorted.into_iter().map(|(piece, _)| piece).collect();
}

#[cfg(test)]
mod tests {
    use super::{cut, sort};
    use crate::paste::date;

    fn pieces<'a>(text: &'a str, starts: &[usize]) -> Vec<&'a str> {
        let mut pieces = cut(text, starts, &date::find(text).0);
        sort(&mut pieces);
        pieces
            .into_iter()
            .map(|piece| piece.span.of(text).trim_end())
            .collect()
    }

    #[test]
    fn a_log_of_several_days_is_one_piece_for_each_attempt() {
        let text = "2026-11-22T10:00:00Z WARN a\n2026-11-22T10:00:01Z WARN b\n  at x\n2026-11-24T10:00:00Z WARN c\n";
        let [first, last] = pieces(text, &[])[..] else {
            panic!("{:?}", pieces(text, &[]));
        };
        assert!(first.ends_with("at x") && last.ends_with('c'));
        // Some viewers show the newest line first.
        let text = "2026-11-24T10:00:00Z WARN c\n2026-11-22T10:00:01Z WARN b\n";
        assert!(pieces(text, &[])[1].ends_with('c'));
    }

    #[test]
    fn what_is_quoted_is_older_than_the_reply() {
        let text = "It still fails:\nerror b\n\nOn Monday, Bob wrote:\n> error a\n";
        let pieces = pieces(text, &[]);
        assert!(pieces[0].ends_with("error a") && pieces[1].contains("error b"));
        assert_eq!(
            self::pieces("> GET /rtc HTTP/1.1\n< HTTP/1.1 401\n", &[]).len(),
            1
        );
    }

    #[test]
    fn each_paste_is_a_piece() {
        assert_eq!(
            pieces("one\ntwo\nthree", &[0, 4, 8]),
            ["one", "two", "three"]
        );
    }
}
