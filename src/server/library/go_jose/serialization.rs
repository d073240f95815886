//! The JWS JSON serialization (RFC 7515 section 7.2), which go-jose reads whenever a token begins with `{` (jws.go,
//! `parseSignedFull` and `sanitized`).

use super::header::{self, Header};
use super::{Signature, decode};
use crate::server::go::json::{self as go_json, Dialect};
use crate::server::refusal::{Malformed, Part};
use crate::text::json::{Kind, Value};

const PART: Part = Part::Serialization;

/// `rawSignatureInfo`: the members of a signature in either form.
#[derive(Default)]
struct Raw<'a> {
    payload: Option<Vec<u8>>,
    protected: Option<Vec<u8>>,
    header: Header<'a>,
    signature: Option<Vec<u8>>,
    signatures: Vec<Self>,
}

/// The payload, and the signatures over it.
pub(super) fn parse(
    text: String,
    trims_padding: bool,
) -> Result<(Vec<u8>, Vec<Signature>), Malformed> {
    let document = go_json::read(text.into_bytes(), PART, Dialect::Fork)?;
    let mut raw = match document.root() {
        Some(root) => read(root, true, trims_padding)?,
        None => Raw::default(),
    };
    let payload = raw.payload.take().ok_or(Malformed::SerializationMember {
        name: "payload",
        found: None,
    })?;
    let several = std::mem::take(&mut raw.signatures);
    let signatures = if several.is_empty() {
        vec![flattened(raw, &payload)?]
    } else {
        let general = several.into_iter().map(|raw| general(raw, &payload));
        general.collect::<Result<_, _>>()?
    };
    Ok((payload, signatures))
}

fn read(object: Value<'_>, outermost: bool, trims_padding: bool) -> Result<Raw<'_>, Malformed> {
    if object.kind() == Kind::Null {
        return Ok(Raw::default());
    }
    if object.kind() != Kind::Object {
        return Err(Malformed::NotAnObject {
            part: PART,
            found: object.kind(),
        });
    }
    go_json::check_repeats(object, PART)?;
    let mut raw = Raw::default();
    for (name, value) in object.members() {
        let buffer = |name, part| match (value.kind(), value.string()) {
            (Kind::Null, _) => Ok(None),
            (_, Some(text)) => decode(text.as_bytes(), part, trims_padding).map(Some),
            (found, None) => Err(Malformed::SerializationMember {
                name,
                found: Some(found),
            }),
        };
        match &*name.string().unwrap_or_default() {
            "payload" if outermost => raw.payload = buffer("payload", Part::Payload)?,
            "protected" => raw.protected = buffer("protected", Part::Header)?,
            "signature" => raw.signature = buffer("signature", Part::Signature)?,
            "header" => raw.header = Header::read(Some(value))?,
            "signatures" if outermost => raw.signatures = list(value, trims_padding)?,
            _ => {}
        }
    }
    Ok(raw)
}

fn list(value: Value<'_>, trims_padding: bool) -> Result<Vec<Raw<'_>>, Malformed> {
    if !matches!(value.kind(), Kind::Array | Kind::Null) {
        return Err(Malformed::SerializationMember {
            name: "signatures",
            found: Some(value.kind()),
        });
    }
    value
        .elements()
        .map(|element| read(element, false, trims_padding))
        .collect()
}

fn flattened(raw: Raw, payload: &[u8]) -> Result<Signature, Malformed> {
    let document = header::document(raw.protected.as_deref().unwrap_or_default())?;
    let protected = Header::read(document.root())?;
    check_nonce(&raw.header)?;
    let merged = protected.merged(&raw.header);
    merged.check()?;
    raw.header.check()?;
    protected.check()?;
    let signature = raw.signature.unwrap_or_default();
    Ok(Signature::new(
        &merged,
        &protected,
        raw.protected.as_deref(),
        payload,
        signature,
    ))
}

/// In the general form the unprotected header is merged only after the checks.
fn general(raw: Raw, payload: &[u8]) -> Result<Signature, Malformed> {
    let document = header::document(raw.protected.as_deref().unwrap_or_default())?;
    let protected = Header::read(document.root())?;
    check_nonce(&raw.header)?;
    protected.check()?;
    let merged = protected.merged(&raw.header);
    let signature = raw.signature.unwrap_or_default();
    Ok(Signature::new(
        &merged,
        &protected,
        raw.protected.as_deref(),
        payload,
        signature,
    ))
}

fn check_nonce(unprotected: &Header) -> Result<(), Malformed> {
    if unprotected.string("nonce").is_empty() {
        Ok(())
    } else {
        Err(Malformed::UnprotectedNonce)
    }
}
