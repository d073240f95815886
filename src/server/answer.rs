//! The server's response.

use std::rc::Rc;

use super::refusal::Refusal;
use super::release::Release;
use super::wording::{self, Form};

/// The server's response.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
    /// Why the request was refused; `None` if it was not refused.
    pub refusal: Option<Rc<Refusal>>,
}

/// An answer that is not a refusal.
pub fn plain(status: u16, body: &str) -> Answer {
    Answer {
        status,
        body: body.as_bytes().to_vec(),
        refusal: None,
    }
}

/// A refusal with the text of a release; `token` is the text that some releases repeat.
pub fn refuse(
    refusal: impl Into<Rc<Refusal>>,
    form: Form,
    release: &Release,
    token: &[u8],
) -> Answer {
    let refusal = refusal.into();
    Answer {
        status: wording::status(&refusal, form, release),
        body: wording::body(&refusal, form, release, token),
        refusal: Some(refusal),
    }
}
