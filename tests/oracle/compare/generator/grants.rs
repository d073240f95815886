//! Grants of every release, with values of the right and of the wrong type.

use super::text::{self, Members, quoted};
use super::{Draft, room_config};
use crate::random::Random;

#[derive(Clone, Copy)]
enum Type {
    Bool,
    Text,
    List,
    Map,
    Object(&'static [(&'static str, Type)]),
    RoomConfig,
}

use Type::{Bool, List, Map, Object, RoomConfig, Text};

const GRANTS: &[(&str, Type)] = &[
    ("video", Object(VIDEO)),
    ("sip", Object(&[("admin", Bool), ("call", Bool)])),
    ("agent", Object(AGENT)),
    ("inference", Object(&[("perform", Bool)])),
    ("observability", Object(&[("write", Bool)])),
    ("agentEndpoint", Object(ENDPOINT)),
    ("agentThread", Object(THREAD)),
    ("identity", Text),
    ("name", Text),
    ("kind", Text),
    ("kindDetails", List),
    ("roomPreset", Text),
    ("sha256", Text),
    ("metadata", Text),
    ("attributes", Map),
    ("roomConfig", RoomConfig),
];

const VIDEO: &[(&str, Type)] = &[
    ("roomJoin", Bool),
    ("room", Text),
    ("roomCreate", Bool),
    ("roomList", Bool),
    ("roomRecord", Bool),
    ("roomAdmin", Bool),
    ("canPublish", Bool),
    ("canSubscribe", Bool),
    ("canPublishData", Bool),
    ("canPublishSources", List),
    ("canUpdateOwnMetadata", Bool),
    ("ingressAdmin", Bool),
    ("hidden", Bool),
    ("recorder", Bool),
    ("agent", Bool),
    ("canSubscribeMetrics", Bool),
    ("canManageAgentSession", Bool),
    ("destinationRoom", Text),
    ("roomConfiguration", Text),
];

const AGENT: &[(&str, Type)] = &[
    ("admin", Bool),
    ("createSimulation", Bool),
    ("simulationAdmin", Bool),
    ("databaseAdmin", Bool),
    ("dispatchAdmin", Bool),
];

const ENDPOINT: &[(&str, Type)] = &[("call", Bool), ("agentName", Text), ("deployment", Text)];

const THREAD: &[(&str, Type)] = &[
    ("all", Bool),
    ("scope", Text),
    ("threadIds", List),
    ("list", Bool),
    ("create", Bool),
    ("write", Bool),
    ("read", Bool),
    ("delete", Bool),
];

/// One grant, and one time out of `odds` a value that may have the wrong type.
fn member(random: &mut Random, owner: &[(&'static str, Type)], odds: usize) -> (Vec<u8>, Vec<u8>) {
    let (name, what) = owner[random.below(owner.len())];
    let value = value(random, what, odds);
    (text::spelled(random, name), value)
}

fn value(random: &mut Random, what: Type, odds: usize) -> Vec<u8> {
    if random.one_in(odds) {
        return text::value(random, 2);
    }
    if random.one_in(20) {
        return b"null".to_vec();
    }
    match what {
        Bool => random.pick(&[&b"true"[..], b"true", b"false"]).into(),
        Text => text::string(random),
        List => {
            let strings: Vec<_> = (0..random.below(4))
                .map(|_| value(random, Text, odds))
                .collect();
            [b"[".to_vec(), strings.join(&b','), b"]".to_vec()].concat()
        }
        Map => {
            let members: Members = (0..random.below(4))
                .map(|_| (map_key(random), value(random, Text, odds)))
                .collect();
            text::object(&members)
        }
        Object(members) => object(random, members, odds),
        RoomConfig => room_config::value(random, 2 * odds),
    }
}

/// Keys that a path of member names could confuse with another path.
fn map_key(random: &mut Random) -> Vec<u8> {
    const KEYS: [&str; 14] = [
        "", "0", "12", "a.0", "0.a", "a/1", "~1", "a~", "1.", ".", "-1", "٣", "a.b.2", "/0",
    ];
    if random.one_in(2) {
        quoted(random.pick(&KEYS))
    } else {
        text::string(random)
    }
}

fn object(random: &mut Random, members: &[(&'static str, Type)], odds: usize) -> Vec<u8> {
    let mut members: Members = (0..random.below(5))
        .map(|_| member(random, members, odds))
        .collect();
    if random.one_in(10) {
        members.push((text::string(random), text::value(random, 2)));
    }
    text::object(&members)
}

/// `video`, mostly one that permits joining.
fn video(random: &mut Random, odds: usize) -> Vec<u8> {
    let mut members: Members = (0..random.below(5))
        .map(|_| member(random, VIDEO, odds))
        .collect();
    if !random.one_in(8) {
        members.push((quoted("roomJoin"), value(random, Bool, 4 * odds)));
    }
    if !random.one_in(8) {
        members.push((quoted("room"), value(random, Text, 4 * odds)));
    }
    random.shuffle(&mut members);
    text::object(&members)
}

/// A valid token with many grants.
pub fn many(random: &mut Random, draft: &mut Draft) {
    let video = video(random, 200);
    draft.set(quoted("video"), video);
    for _ in 0..random.below(6) {
        let (name, value) = member(random, GRANTS, 200);
        draft.set(name, value);
    }
}

/// One grant with a value of any type.
pub fn one_odd(random: &mut Random, draft: &mut Draft) {
    if random.one_in(2) {
        let (name, value) = member(random, GRANTS, 2);
        draft.set(name, value);
        return;
    }
    let (owner, what) = GRANTS[random.below(7)];
    let Object(members) = what else { return };
    let (name, value) = member(random, members, 2);
    let mut members: Members = vec![(name, value)];
    if owner == "video" {
        members.push((quoted("roomJoin"), b"true".to_vec()));
        members.push((quoted("room"), quoted("r1")));
    }
    draft.set(quoted(owner), text::object(&members));
}

/// Several wrong grants: the test is which one the answer names.
pub fn several_odd(random: &mut Random, draft: &mut Draft) {
    for _ in 0..2 + random.below(4) {
        let (name, value) = member(random, GRANTS, 3);
        draft.set(name, value);
    }
    if random.one_in(2) {
        let video = video(random, 4);
        draft.set(quoted("video"), video);
    }
    if random.one_in(4) {
        random.shuffle(&mut draft.payload);
    }
}
