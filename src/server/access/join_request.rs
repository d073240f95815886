//! The parameter `join_request`: a `livekit.WrappedJoinRequest` (`livekit_rtc.proto`) in padded base64url.

use crate::server::refusal::Refusal;
use crate::server::release::Release;
use crate::text::base64url;

/// What a `livekit.JoinRequest` sets.
pub(super) struct JoinRequest {
    /// Whether there is any `metadata` or any of `participant_attributes`.
    pub(super) updates: bool,
}

/// Reads the parameter.
///
/// # Errors
/// The refusal that it earns.
pub(super) fn read(parameter: &[u8], _release: &Release) -> Result<JoinRequest, Refusal> {
    let wrapped = padded_base64url(parameter).ok_or(Refusal::JoinRequestBase64)?;
    let wrapped = fields(&wrapped).ok_or(Refusal::WrappedJoinRequest)?;
    let request = wrapped
        .iter()
        .rev()
        .find_map(|field| field.bytes(2))
        .unwrap_or_default();
    let request = fields(request).ok_or(Refusal::JoinRequestProto)?;
    let text = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok();
    if !request.iter().all(|field| field.bytes(3).is_none_or(text)) {
        return Err(Refusal::JoinRequestProto);
    }
    let metadata = request.iter().rev().find_map(|field| field.bytes(3));
    let metadata = metadata.is_some_and(|metadata| !metadata.is_empty());
    Ok(JoinRequest {
        updates: metadata || request.iter().any(|field| field.bytes(4).is_some()),
    })
}

/// base64url with padding (`base64.URLEncoding`, which passes over line ends).
pub(super) fn padded_base64url(text: &[u8]) -> Option<Vec<u8>> {
    let text: Vec<u8> = text
        .iter()
        .copied()
        .filter(|byte| !matches!(byte, b'\r' | b'\n'))
        .collect();
    let padding = text.iter().rev().take_while(|&&byte| byte == b'=').count();
    if !text.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    base64url::decode(&text[..text.len() - padding]).ok()
}

/// A field of a protobuf message: its number, and its content if it has a length.
struct Field<'a> {
    number: u64,
    content: Option<&'a [u8]>,
}

impl<'a> Field<'a> {
    /// The content of the field of this number.
    fn bytes(&self, number: u64) -> Option<&'a [u8]> {
        self.content.filter(|_| self.number == number)
    }
}

/// The fields of a message in the protobuf wire format; `None` if it is none.
fn fields(message: &[u8]) -> Option<Vec<Field<'_>>> {
    let mut fields = Vec::new();
    let mut groups = Vec::new();
    let mut rest = message;
    while !rest.is_empty() {
        let (tag, after) = varint(rest)?;
        let number = tag >> 3;
        if number == 0 || number > (1 << 29) - 1 {
            return None;
        }
        let mut content = None;
        rest = match tag & 7 {
            0 => varint(after)?.1,
            1 => after.get(8..)?,
            2 => {
                let (length, after) = varint(after)?;
                let (bytes, after) = after.split_at_checked(usize::try_from(length).ok()?)?;
                content = Some(bytes);
                after
            }
            3 => {
                groups.push(number);
                after
            }
            4 if groups.pop() == Some(number) => after,
            5 => after.get(4..)?,
            _ => return None,
        };
        if groups.is_empty() {
            fields.push(Field { number, content });
        }
    }
    groups.is_empty().then_some(fields)
}

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0;
    for (at, &byte) in bytes.iter().take(10).enumerate() {
        if at == 9 && byte > 1 {
            return None;
        }
        value |= u64::from(byte & 0x7F) << (7 * at);
        if byte < 0x80 {
            return Some((value, &bytes[at + 1..]));
        }
    }
    None
}
