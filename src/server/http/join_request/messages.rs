//! The messages inside of a `livekit.JoinRequest` (`livekit_rtc.proto`, `livekit_models.proto`), as far as protobuf-go
//! refuses them: texts that are not UTF-8, and messages that are none.

use crate::server::http::protobuf::fields;

/// A message type: the numbers of its texts, of its packed numbers, and of its messages.
struct Message {
    texts: &'static [u64],
    packed: &'static [u64],
    messages: &'static [(u64, &'static Message)],
}

/// Whether protobuf-go takes these bytes for a `livekit.JoinRequest`.
pub(super) fn is_join_request(bytes: &[u8]) -> bool {
    JOIN_REQUEST.takes(bytes)
}

impl Message {
    /// The messages of the table nest a few levels deep, so the recursion ends soon.
    fn takes(&self, bytes: &[u8]) -> bool {
        let Some(fields) = fields(bytes) else {
            return false;
        };
        fields.iter().all(|field| {
            let is_text = |&number: &u64| {
                field
                    .bytes(number)
                    .is_none_or(|text| std::str::from_utf8(text).is_ok())
            };
            // Each number ends with a byte below 0x80.
            let is_packed = |&number: &u64| {
                field
                    .bytes(number)
                    .is_none_or(|list| list.last().is_none_or(|&byte| byte < 0x80))
            };
            self.texts.iter().all(is_text)
                && self.packed.iter().all(is_packed)
                && self.messages.iter().all(|&(number, message)| {
                    field.bytes(number).is_none_or(|bytes| message.takes(bytes))
                })
        })
    }
}

const fn message(
    texts: &'static [u64],
    packed: &'static [u64],
    messages: &'static [(u64, &'static Message)],
) -> Message {
    Message {
        texts,
        packed,
        messages,
    }
}

static JOIN_REQUEST: Message = message(
    &[3, 9],
    &[],
    &[
        (1, &CLIENT_INFO),
        (2, &NUMBERS),
        (4, &ENTRY),
        (5, &ADD_TRACK),
        (6, &SESSION),
        (10, &SYNC_STATE),
    ],
);
static CLIENT_INFO: Message = message(&[2, 4, 5, 6, 7, 8, 9, 10, 11], &[13], &[]);
/// A message of numbers alone.
static NUMBERS: Message = message(&[], &[], &[]);
/// An entry of a `map<string, string>`.
static ENTRY: Message = message(&[1, 2], &[], &[]);
static ADD_TRACK: Message = message(
    &[1, 2, 11, 15],
    &[17, 18],
    &[(9, &VIDEO_LAYER), (10, &SIMULCAST_CODEC)],
);
static VIDEO_LAYER: Message = message(&[7], &[], &[]);
static SIMULCAST_CODEC: Message = message(&[1, 2], &[], &[(4, &VIDEO_LAYER)]);
/// Its map has numbers as values.
static SESSION: Message = message(&[1, 2], &[], &[(4, &KEY)]);
static KEY: Message = message(&[1], &[], &[]);
static SYNC_STATE: Message = message(
    &[6],
    &[],
    &[
        (1, &SESSION),
        (2, &SUBSCRIPTION),
        (3, &PUBLISHED),
        (4, &KEY),
        (5, &SESSION),
        (7, &KEY),
        (8, &DATA_TRACK_RESPONSE),
        (9, &DATA_SUBSCRIPTION),
    ],
);
static SUBSCRIPTION: Message = message(&[1], &[], &[(3, &ENTRY)]);
static PUBLISHED: Message = message(&[1], &[], &[(2, &TRACK_INFO)]);
static TRACK_INFO: Message = message(
    &[1, 3, 11, 12, 17],
    &[19, 21],
    &[(10, &VIDEO_LAYER), (13, &CODEC_INFO), (18, &NUMBERS)],
);
static CODEC_INFO: Message = message(&[1, 2, 3, 6], &[], &[(4, &VIDEO_LAYER)]);
static DATA_TRACK_RESPONSE: Message = message(&[], &[], &[(1, &DATA_TRACK)]);
static DATA_TRACK: Message = message(&[2, 3], &[], &[(5, &ENCODING), (6, &SCHEMA)]);
static ENCODING: Message = message(&[2], &[], &[]);
static SCHEMA: Message = message(&[1], &[], &[(2, &ENCODING)]);
static DATA_SUBSCRIPTION: Message = message(&[], &[], &[(1, &DATA_UPDATE)]);
static DATA_UPDATE: Message = message(&[1], &[], &[(3, &NUMBERS)]);
