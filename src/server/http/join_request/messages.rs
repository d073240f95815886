//! The messages inside a `livekit.JoinRequest` (`livekit_rtc.proto`, `livekit_models.proto`), as far as protobuf-go
//! refuses them: texts that are not UTF-8, and invalid messages.

use crate::server::http::protobuf::fields;

/// A message type, with the fields that can be refused.
struct Message(&'static [Field]);

/// A field of a message.
struct Field {
    number: u64,
    what: Type,
}

/// The required content of a field.
enum Type {
    /// UTF-8.
    Text,
    /// Numbers, one after another.
    Packed,
    /// A message.
    Message(&'static Message),
}

const fn text(number: u64) -> Field {
    let what = Type::Text;
    Field { number, what }
}

const fn packed(number: u64) -> Field {
    let what = Type::Packed;
    Field { number, what }
}

const fn message(number: u64, what: &'static Message) -> Field {
    let what = Type::Message(what);
    Field { number, what }
}

/// Whether protobuf-go accepts these bytes as a `livekit.JoinRequest`.
pub(super) fn is_join_request(bytes: &[u8]) -> bool {
    JOIN_REQUEST.takes(bytes)
}

impl Message {
    /// The messages of the table nest a few levels deep, so the recursion ends soon.
    fn takes(&self, bytes: &[u8]) -> bool {
        let Some(fields) = fields(bytes) else {
            return false;
        };
        fields.iter().all(|found| {
            self.0.iter().all(|field| {
                found
                    .bytes(field.number)
                    .is_none_or(|bytes| field.takes(bytes))
            })
        })
    }
}

impl Field {
    fn takes(&self, bytes: &[u8]) -> bool {
        match self.what {
            Type::Text => std::str::from_utf8(bytes).is_ok(),
            // Each number ends with a byte below 0x80.
            Type::Packed => bytes.last().is_none_or(|&byte| byte < 0x80),
            Type::Message(message) => message.takes(bytes),
        }
    }
}

static JOIN_REQUEST: Message = Message(&[
    message(1, &CLIENT_INFO),
    message(2, &NUMBERS),
    text(3),
    message(4, &ENTRY),
    message(5, &ADD_TRACK),
    message(6, &SESSION),
    text(9),
    message(10, &SYNC_STATE),
]);
static CLIENT_INFO: Message = Message(&[
    text(2),
    text(4),
    text(5),
    text(6),
    text(7),
    text(8),
    text(9),
    text(10),
    text(11),
    packed(13),
]);
/// A message that has only numbers.
static NUMBERS: Message = Message(&[]);
/// An entry of a `map<string, string>`.
static ENTRY: Message = Message(&[text(1), text(2)]);
static ADD_TRACK: Message = Message(&[
    text(1),
    text(2),
    message(9, &VIDEO_LAYER),
    message(10, &SIMULCAST_CODEC),
    text(11),
    text(15),
    packed(17),
    packed(18),
]);
static VIDEO_LAYER: Message = Message(&[text(7)]);
static SIMULCAST_CODEC: Message = Message(&[text(1), text(2), message(4, &VIDEO_LAYER)]);
/// Its map has numbers as values.
static SESSION: Message = Message(&[text(1), text(2), message(4, &KEY)]);
static KEY: Message = Message(&[text(1)]);
static SYNC_STATE: Message = Message(&[
    message(1, &SESSION),
    message(2, &SUBSCRIPTION),
    message(3, &PUBLISHED),
    message(4, &KEY),
    message(5, &SESSION),
    text(6),
    message(7, &KEY),
    message(8, &DATA_TRACK_RESPONSE),
    message(9, &DATA_SUBSCRIPTION),
]);
static SUBSCRIPTION: Message = Message(&[text(1), message(3, &ENTRY)]);
static PUBLISHED: Message = Message(&[text(1), message(2, &TRACK_INFO)]);
static TRACK_INFO: Message = Message(&[
    text(1),
    text(3),
    message(10, &VIDEO_LAYER),
    text(11),
    text(12),
    message(13, &CODEC_INFO),
    text(17),
    message(18, &NUMBERS),
    packed(19),
    packed(21),
]);
static CODEC_INFO: Message =
    Message(&[text(1), text(2), text(3), message(4, &VIDEO_LAYER), text(6)]);
static DATA_TRACK_RESPONSE: Message = Message(&[message(1, &DATA_TRACK)]);
static DATA_TRACK: Message =
    Message(&[text(2), text(3), message(5, &ENCODING), message(6, &SCHEMA)]);
static ENCODING: Message = Message(&[text(2)]);
static SCHEMA: Message = Message(&[text(1), message(2, &ENCODING)]);
static DATA_SUBSCRIPTION: Message = Message(&[message(1, &DATA_UPDATE)]);
static DATA_UPDATE: Message = Message(&[text(1), message(3, &NUMBERS)]);
