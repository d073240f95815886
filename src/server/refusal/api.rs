//! What the methods of the Twirp API find wrong with a request, in Twirp's words (pkg/service/errors.go, twirp v8).

use crate::server::go_text::json_string;
use crate::server::release::{Release, ReleaseRange, v};

/// An error of an API method.
#[derive(Debug, PartialEq, Eq)]
pub struct ApiError {
    /// Twirp's code for it.
    pub code: &'static str,
    /// Its words.
    pub message: &'static str,
    /// One more member of the answer.
    pub meta: Option<(&'static str, &'static str)>,
    /// Whether it is an error of psrpc, which some releases wrap once more.
    pub is_psrpc: bool,
    /// Which releases have it.
    pub releases: ReleaseRange,
}

/// Where an error of psrpc is wrapped (`xtwirp.ToError`; psrpc 0.8 mended it).
pub(super) const WRAPPED: ReleaseRange = ReleaseRange::between(v(8, 4), v(13, 7));
pub(super) const WRAPPER: &str = "twirp error unknown: ";

impl ApiError {
    const fn psrpc(code: &'static str, message: &'static str) -> Self {
        Self {
            code,
            message,
            meta: None,
            is_psrpc: true,
            releases: ReleaseRange::ALWAYS,
        }
    }

    const fn twirp(code: &'static str, message: &'static str) -> Self {
        Self {
            is_psrpc: false,
            ..Self::psrpc(code, message)
        }
    }

    const fn meta(self, name: &'static str, value: &'static str) -> Self {
        Self {
            meta: Some((name, value)),
            ..self
        }
    }

    const fn in_releases(self, releases: ReleaseRange) -> Self {
        Self { releases, ..self }
    }

    /// The first of several that a release has.
    pub(in crate::server) fn of(
        faults: &[&'static Self],
        release: &Release,
    ) -> Option<&'static Self> {
        faults
            .iter()
            .copied()
            .find(|fault| release.supports(fault.releases))
    }

    /// The HTTP status of its code.
    pub(super) fn status(&self) -> u16 {
        match self.code {
            "malformed" | "invalid_argument" => 400,
            "not_found" => 404,
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

/// A Twirp error: code, message, and one more member.
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
/// Lengths and sizes are told with what exceeds them, and looked at before grants, from here on.
pub const SIZES_FIRST: ReleaseRange = ReleaseRange::since(8, 4);
/// The same with the limits of b882ccc86.
pub const NEW_SIZES: ReleaseRange = ReleaseRange::since(13, 2);
const OLD_SIZES: ReleaseRange = ReleaseRange::between(v(8, 4), v(13, 1));
const TRANSFER: ReleaseRange = ReleaseRange::since(8, 0);
const BEFORE_PSRPC: ReleaseRange = ReleaseRange::between(v(2, 0), v(2, 5));

use ApiError as E;

pub static JSON_BODY: E = E::twirp("malformed", "the json request could not be decoded");
pub static PROTOBUF_BODY: E = E::twirp("malformed", "the protobuf request could not be decoded");
/// A nil dereference inside of a method; measured up to v1.9.1.
pub static PANIC: E = E::twirp(INTERNAL, "Internal service panic");
pub static NOT_IMPLEMENTED: E =
    E::twirp("unknown", "not implemented").in_releases(ReleaseRange::between(v(13, 0), v(13, 1)));
pub static ROOM_UNKNOWN_OLD: E = E::twirp(INTERNAL, "requested room does not exist")
    .meta("cause", "*errors.errorString")
    .in_releases(BEFORE_PSRPC);
pub static ROOM_UNKNOWN: E =
    E::psrpc(NOT_FOUND, "requested room does not exist").in_releases(PSRPC);
/// Of `DeleteRoom`; measured on v1.5.1.
pub static ROOM_NOT_FOUND: E =
    E::twirp(NOT_FOUND, "room not found").in_releases(ReleaseRange::between(v(5, 1), v(5, 1)));
pub static PARTICIPANT_UNKNOWN_OLD: E = E::twirp(INTERNAL, "participant does not exist")
    .meta("cause", "*errors.errorString")
    .in_releases(BEFORE_PSRPC);
pub static PARTICIPANT_UNKNOWN: E =
    E::psrpc(NOT_FOUND, "participant does not exist").in_releases(PSRPC);
pub static ROOM_NAME: E = E::psrpc(INVALID, "room name length exceeds limits")
    .in_releases(ReleaseRange::between(v(6, 2), v(8, 3)));
pub static ROOM_NAME_MAX: E =
    E::psrpc(INVALID, "room name length exceeds limits: max length 256").in_releases(SIZES_FIRST);
pub static TRANSFER_ROOM: E = E::psrpc(INVALID, "Missing room name").in_releases(TRANSFER);
pub static TRANSFER_IDENTITY: E =
    E::psrpc(INVALID, "Missing participant identity").in_releases(TRANSFER);
pub static INGRESS_TYPE: E = E::psrpc(INVALID, "invalid ingress type");
pub static RPC_IDENTITY: E =
    E::psrpc(INVALID, "destination identity is required").in_releases(ReleaseRange::since(9, 2));
pub static EGRESS: E = E::psrpc(INTERNAL, "egress not connected (redis required)");
pub static INGRESS: E = E::psrpc(INTERNAL, "ingress not connected (redis required)");
pub static SIP: E =
    E::psrpc(INTERNAL, "sip not connected (redis required)").in_releases(ReleaseRange::since(5, 2));
pub static SAME_ROOM: E = E::twirp(
    INVALID,
    "destination room cannot be the same as source room ",
)
.meta(
    "argument",
    "destination room cannot be the same as source room",
)
.in_releases(ReleaseRange::since(9, 0));
pub static NAME_SIZE: E = E::twirp(INVALID, "name length exceeds limits 256")
    .meta("argument", "name length exceeds limits")
    .in_releases(SIZES_FIRST);
pub static METADATA_SIZE: E = E::twirp(INVALID, "metadata size exceeds limits 524288")
    .meta("argument", "metadata size exceeds limits")
    .in_releases(NEW_SIZES);
pub static METADATA_SIZE_OLD: E = E::twirp(INVALID, "metadata size exceeds limits 64000")
    .meta("argument", "metadata size exceeds limits")
    .in_releases(OLD_SIZES);
pub static ATTRIBUTES_SIZE: E = E::twirp(INVALID, "attribute size exceeds limits 65536")
    .meta("argument", "attribute size exceeds limits")
    .in_releases(NEW_SIZES);
pub static ATTRIBUTES_SIZE_OLD: E = E::twirp(INVALID, "attribute size exceeds limits 64000")
    .meta("argument", "attribute size exceeds limits")
    .in_releases(OLD_SIZES);

/// All of them, for the way back.
pub(super) static ALL: [&E; 24] = [
    &JSON_BODY,
    &PROTOBUF_BODY,
    &PANIC,
    &NOT_IMPLEMENTED,
    &ROOM_UNKNOWN_OLD,
    &ROOM_UNKNOWN,
    &ROOM_NOT_FOUND,
    &PARTICIPANT_UNKNOWN_OLD,
    &PARTICIPANT_UNKNOWN,
    &ROOM_NAME,
    &ROOM_NAME_MAX,
    &TRANSFER_ROOM,
    &TRANSFER_IDENTITY,
    &INGRESS_TYPE,
    &RPC_IDENTITY,
    &EGRESS,
    &INGRESS,
    &SIP,
    &SAME_ROOM,
    &NAME_SIZE,
    &METADATA_SIZE,
    &METADATA_SIZE_OLD,
    &ATTRIBUTES_SIZE,
    &ATTRIBUTES_SIZE_OLD,
];
