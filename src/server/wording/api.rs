//! The answers of the Twirp API's methods to a wrong request, in Twirp's format (pkg/service/errors.go, twirp v8).

use crate::server::go::text::json_string;
use crate::server::refusal::ApiError;
use crate::server::release::{Release, ReleaseRange, v};

/// The text of some releases for an error of an API method.
#[derive(Debug)]
pub struct ApiText {
    error: ApiError,
    /// Twirp's code.
    pub code: &'static str,
    /// The message.
    pub message: &'static str,
    /// An additional member of the answer.
    pub meta: Option<(&'static str, &'static str)>,
    /// Whether it is an error of psrpc, which some releases wrap again.
    pub is_psrpc: bool,
    /// The releases that have it.
    pub releases: ReleaseRange,
}

/// The releases that wrap an error of psrpc (`xtwirp.ToError`; psrpc 0.8 fixed it).
pub const WRAPPED: ReleaseRange = ReleaseRange::between(v(8, 4), v(13, 7));
/// The text that they put before it.
pub const WRAPPER: &str = "twirp error unknown: ";

const fn psrpc(error: ApiError, code: &'static str, message: &'static str) -> ApiText {
    ApiText {
        error,
        code,
        message,
        meta: None,
        is_psrpc: true,
        releases: ReleaseRange::ALWAYS,
    }
}

const fn twirp(error: ApiError, code: &'static str, message: &'static str) -> ApiText {
    ApiText {
        is_psrpc: false,
        ..psrpc(error, code, message)
    }
}

impl ApiText {
    const fn meta(self, name: &'static str, value: &'static str) -> Self {
        Self {
            meta: Some((name, value)),
            ..self
        }
    }

    const fn in_releases(self, releases: ReleaseRange) -> Self {
        Self { releases, ..self }
    }

    /// The HTTP status of its code.
    pub(super) fn status(&self) -> u16 {
        match self.code {
            "malformed" | INVALID => 400,
            NOT_FOUND => 404,
            _ => 500,
        }
    }

    /// The body of the answer.
    pub(super) fn body(&self, release: &Release) -> String {
        let wrapper = if self.is_psrpc && release.supports(WRAPPED) {
            WRAPPER
        } else {
            ""
        };
        let meta = self.meta.map(|(name, value)| (name, value.as_bytes()));
        body(
            self.code,
            format!("{wrapper}{}", self.message).as_bytes(),
            meta,
        )
    }
}

/// The text of a release for an error; `None` if it does not have it.
pub fn text(error: ApiError, release: &Release) -> Option<&'static ApiText> {
    (TEXTS.iter()).find(|text| text.error == error && release.supports(text.releases))
}

/// A Twirp error: code, message, and an additional member.
pub(super) fn body(code: &str, message: &[u8], meta: Option<(&str, &[u8])>) -> String {
    let message = json_string(message);
    let meta = meta.map_or_else(String::new, |(name, value)| {
        format!(r#","meta":{{"{name}":{}}}"#, json_string(value))
    });
    format!(r#"{{"code":"{code}","msg":{message}{meta}}}"#)
}

const INVALID: &str = "invalid_argument";
const INTERNAL: &str = "internal";
const NOT_FOUND: &str = "not_found";
/// psrpc's errors have codes from here on.
const PSRPC: ReleaseRange = ReleaseRange::since(3, 0);
/// From here on, errors about lengths and sizes name the value that is too large, and are checked before grants.
pub const SIZES_FIRST: ReleaseRange = ReleaseRange::since(8, 4);
/// The same with the limits of b882ccc86.
pub const NEW_SIZES: ReleaseRange = ReleaseRange::since(13, 2);
const OLD_SIZES: ReleaseRange = ReleaseRange::between(v(8, 4), v(13, 1));
const TRANSFER: ReleaseRange = ReleaseRange::since(8, 0);
const BEFORE_PSRPC: ReleaseRange = ReleaseRange::between(v(2, 0), v(2, 5));

use ApiError as E;

/// All errors of API methods.
pub static TEXTS: [ApiText; 24] = [
    twirp(
        E::JsonBody,
        "malformed",
        "the json request could not be decoded",
    ),
    twirp(
        E::ProtobufBody,
        "malformed",
        "the protobuf request could not be decoded",
    ),
    // A nil dereference inside a method; measured up to v1.9.1.
    twirp(E::Panic, INTERNAL, "Internal service panic"),
    twirp(E::NotImplemented, "unknown", "not implemented")
        .in_releases(ReleaseRange::between(v(13, 0), v(13, 1))),
    twirp(E::RoomUnknown, INTERNAL, "requested room does not exist")
        .meta("cause", "*errors.errorString")
        .in_releases(BEFORE_PSRPC),
    psrpc(E::RoomUnknown, NOT_FOUND, "requested room does not exist").in_releases(PSRPC),
    // Of `DeleteRoom`; measured on v1.5.1.
    twirp(E::RoomNotFound, NOT_FOUND, "room not found")
        .in_releases(ReleaseRange::between(v(5, 1), v(5, 1))),
    twirp(
        E::ParticipantUnknown,
        INTERNAL,
        "participant does not exist",
    )
    .meta("cause", "*errors.errorString")
    .in_releases(BEFORE_PSRPC),
    psrpc(
        E::ParticipantUnknown,
        NOT_FOUND,
        "participant does not exist",
    )
    .in_releases(PSRPC),
    psrpc(
        E::RoomNameTooLong,
        INVALID,
        "room name length exceeds limits",
    )
    .in_releases(ReleaseRange::between(v(6, 2), v(8, 3))),
    psrpc(
        E::RoomNameTooLong,
        INVALID,
        "room name length exceeds limits: max length 256",
    )
    .in_releases(SIZES_FIRST),
    psrpc(E::TransferWithoutRoom, INVALID, "Missing room name").in_releases(TRANSFER),
    psrpc(
        E::TransferWithoutIdentity,
        INVALID,
        "Missing participant identity",
    )
    .in_releases(TRANSFER),
    psrpc(E::IngressType, INVALID, "invalid ingress type"),
    psrpc(
        E::RpcWithoutIdentity,
        INVALID,
        "destination identity is required",
    )
    .in_releases(ReleaseRange::since(9, 2)),
    psrpc(
        E::NoEgress,
        INTERNAL,
        "egress not connected (redis required)",
    ),
    psrpc(
        E::NoIngress,
        INTERNAL,
        "ingress not connected (redis required)",
    ),
    psrpc(E::NoSip, INTERNAL, "sip not connected (redis required)")
        .in_releases(ReleaseRange::since(5, 2)),
    twirp(
        E::SameRoom,
        INVALID,
        "destination room cannot be the same as source room ",
    )
    .meta(
        "argument",
        "destination room cannot be the same as source room",
    )
    .in_releases(ReleaseRange::since(9, 0)),
    twirp(E::NameTooLong, INVALID, "name length exceeds limits 256")
        .meta("argument", "name length exceeds limits")
        .in_releases(SIZES_FIRST),
    twirp(
        E::MetadataTooLarge,
        INVALID,
        "metadata size exceeds limits 524288",
    )
    .meta("argument", "metadata size exceeds limits")
    .in_releases(NEW_SIZES),
    twirp(
        E::MetadataTooLarge,
        INVALID,
        "metadata size exceeds limits 64000",
    )
    .meta("argument", "metadata size exceeds limits")
    .in_releases(OLD_SIZES),
    twirp(
        E::AttributesTooLarge,
        INVALID,
        "attribute size exceeds limits 65536",
    )
    .meta("argument", "attribute size exceeds limits")
    .in_releases(NEW_SIZES),
    twirp(
        E::AttributesTooLarge,
        INVALID,
        "attribute size exceeds limits 64000",
    )
    .meta("argument", "attribute size exceeds limits")
    .in_releases(OLD_SIZES),
];
