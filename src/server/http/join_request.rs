//! The parameter `join_request`: a `livekit.WrappedJoinRequest` (`livekit_rtc.proto`) in padded base64url.

mod messages;

use super::gzip::{self, GzipError};
use super::protobuf::fields;
use crate::server::refusal::RequestRefusal;
use crate::server::release::{NOT_GZIP, Release};
use crate::text::base64url;

/// The settings in a `livekit.JoinRequest`.
pub struct JoinRequest {
    /// Whether `metadata` or `participant_attributes` is set.
    pub updates: bool,
}

/// `http.DefaultMaxHeaderBytes`: the maximum size of a join request (from v1.11.0 on; before, none is that large in
/// practice).
const MAX_BYTES: usize = 1 << 20;

/// Reads the parameter.
///
/// # Errors
/// The refusal of the request.
pub fn read(parameter: &[u8], release: &Release) -> Result<JoinRequest, RequestRefusal> {
    let wrapped = base64url::decode_padded(parameter).ok_or(RequestRefusal::JoinRequestBase64)?;
    let wrapped = fields(&wrapped).ok_or(RequestRefusal::WrappedJoinRequest)?;
    let mut fields = wrapped.iter().rev();
    let content = fields
        .clone()
        .find_map(|field| field.bytes(2))
        .unwrap_or_default();
    match fields.find_map(|field| field.varint(1)).unwrap_or_default() {
        0 if content.len() > MAX_BYTES => Err(RequestRefusal::JoinRequestTooLarge),
        0 => join_request(content),
        1 => {
            let content = gzip::decompress(content, MAX_BYTES).map_err(|error| match error {
                GzipError::TooLarge => RequestRefusal::JoinRequestTooLarge,
                GzipError::Header if release.supports(NOT_GZIP) => {
                    RequestRefusal::JoinRequestNotGzip
                }
                GzipError::Header | GzipError::Data => RequestRefusal::JoinRequestGzip,
            })?;
            join_request(&content)
        }
        _ => Ok(JoinRequest { updates: false }),
    }
}

fn join_request(content: &[u8]) -> Result<JoinRequest, RequestRefusal> {
    if !messages::is_join_request(content) {
        return Err(RequestRefusal::JoinRequestProto);
    }
    let request = fields(content).unwrap_or_default();
    let metadata = request.iter().rev().find_map(|field| field.bytes(3));
    let metadata = metadata.is_some_and(|metadata| !metadata.is_empty());
    Ok(JoinRequest {
        updates: metadata || request.iter().any(|field| field.bytes(4).is_some()),
    })
}
