//! The Twirp API: the grants that each method needs (pkg/service/auth.go), and how its request is read (twirp v8).

use super::*;

const DENIED: &str = r#"{"code":"unauthenticated","msg":"permissions denied"}"#;

fn ask(method: &str, request: &Value, grants: &Value) -> Question {
    Question::post(
        &format!("/twirp/livekit.{method}"),
        request.to_string().into(),
    )
    .with("Content-Type", "application/json")
    .token(grants)
}

fn error(code: &str, message: &str) -> String {
    format!(r#"{{"code":"{code}","msg":"{message}"}}"#)
}

/// The same answer, with the fault named once more.
fn argument(message: &str, argument: &str) -> String {
    format!(r#"{{"code":"invalid_argument","msg":"{message}","meta":{{"argument":"{argument}"}}}}"#)
}

fn room_admin() -> Value {
    json!({"video": {"roomAdmin": true, "room": "r"}})
}

#[test]
fn a_method_needs_all_its_grants() {
    let video = |grant: &str| json!({"video": {grant: true}});
    let sip = |grant: &str| json!({"sip": {grant: true}});
    let transfer = json!({"sip": {"call": true}, "video": {"roomAdmin": true, "room": "r"}});
    let destination =
        json!({"video": {"roomAdmin": true, "room": "r", "destinationRoom": "other"}});
    let in_room = json!({"room": "r"});
    let to_other = json!({"room": "r", "destinationRoom": "other"});
    let of_transfer = json!({"roomName": "r", "participantIdentity": "p"});
    for (methods, request, grants) in [
        (
            "RoomService CreateRoom DeleteRoom",
            json!({}),
            video("roomCreate"),
        ),
        ("RoomService ListRooms", json!({}), video("roomList")),
        (
            "RoomService ListParticipants GetParticipant RemoveParticipant MutePublishedTrack UpdateParticipant \
             UpdateSubscriptions SendData UpdateRoomMetadata PerformRpc",
            in_room.clone(),
            room_admin(),
        ),
        (
            "RoomService ForwardParticipant MoveParticipant",
            to_other,
            destination,
        ),
        (
            "Egress StartEgress StartRoomCompositeEgress StartWebEgress StartParticipantEgress StartTrackCompositeEgress \
             StartTrackEgress UpdateLayout UpdateStream ListEgress StopEgress",
            json!({}),
            video("roomRecord"),
        ),
        (
            "Ingress CreateIngress UpdateIngress ListIngress DeleteIngress",
            json!({}),
            video("ingressAdmin"),
        ),
        (
            "SIP ListSIPTrunk CreateSIPInboundTrunk CreateSIPOutboundTrunk UpdateSIPInboundTrunk UpdateSIPOutboundTrunk \
             GetSIPInboundTrunk GetSIPOutboundTrunk ListSIPInboundTrunk ListSIPOutboundTrunk DeleteSIPTrunk \
             CreateSIPDispatchRule UpdateSIPDispatchRule ListSIPDispatchRule DeleteSIPDispatchRule",
            json!({}),
            sip("admin"),
        ),
        ("SIP CreateSIPParticipant", json!({}), sip("call")),
        ("SIP TransferSIPParticipant", of_transfer, transfer),
        (
            "AgentDispatchService CreateDispatch DeleteDispatch ListDispatch",
            in_room,
            room_admin(),
        ),
    ] {
        let (service, methods) = methods.split_once(' ').unwrap();
        for method in methods.split(' ') {
            let method = format!("{service}/{method}");
            let status = |grants: &Value| {
                let answer = ask(&method, &request, grants).ask(&Keys::Assumed, NEWEST, NOW);
                assert_eq!(answer.0 == 401, answer.1 == DENIED, "{method}");
                answer.0
            };
            assert_ne!(status(&grants), 401, "{method}");
            for (outer, inner) in grants.as_object().unwrap() {
                for name in inner.as_object().unwrap().keys() {
                    let mut lacking = grants.clone();
                    lacking[outer].as_object_mut().unwrap().remove(name);
                    assert_eq!(status(&lacking), 401, "{method} without {outer}.{name}");
                }
                let mut lacking = grants.clone();
                lacking[outer] = json!(null);
                assert_eq!(status(&lacking), 401, "{method} without {outer}");
            }
        }
    }
}

#[test]
fn reads_requests_in_protobuf_too() {
    let field = |number: u8, text: &[u8]| {
        [&[number << 3 | 2, u8::try_from(text.len()).unwrap()], text].concat()
    };
    let transfer = json!({"sip": {"call": true}, "video": {"roomAdmin": true, "room": "r"}});
    for (method, grants, request, status) in [
        (
            "RoomService/ListParticipants",
            room_admin(),
            field(1, b"r"),
            200,
        ),
        // The last one of several counts.
        (
            "RoomService/ListParticipants",
            room_admin(),
            [field(1, b"s"), field(1, b"r")].concat(),
            200,
        ),
        (
            "RoomService/ListParticipants",
            room_admin(),
            [field(1, b"r"), field(1, b"s")].concat(),
            401,
        ),
        (
            "RoomService/ListParticipants",
            room_admin(),
            field(2, b"r"),
            401,
        ),
        (
            "RoomService/ListParticipants",
            room_admin(),
            field(1, b"\xFF"),
            400,
        ),
        (
            "RoomService/ListParticipants",
            room_admin(),
            field(1, b"r")[..2].to_vec(),
            400,
        ),
        (
            "AgentDispatchService/ListDispatch",
            room_admin(),
            field(2, b"r"),
            200,
        ),
        (
            "AgentDispatchService/ListDispatch",
            room_admin(),
            field(1, b"r"),
            401,
        ),
        (
            "SIP/TransferSIPParticipant",
            transfer.clone(),
            [field(1, b"p"), field(2, b"r")].concat(),
            404,
        ),
        (
            "SIP/TransferSIPParticipant",
            transfer,
            [field(1, b"p"), field(3, b"r")].concat(),
            400,
        ),
    ] {
        let target = format!("/twirp/livekit.{method}");
        let ask =
            Question::post(&target, request).with("Content-Type", "Application/Protobuf ; x=y");
        let (found, body) = ask.token(&grants).ask(&Keys::Assumed, NEWEST, NOW);
        assert_eq!(found, status, "{method}: {body}");
        assert!(status != 200 || body.is_empty());
    }
}

#[test]
fn reads_names_in_either_spelling_and_each_once() {
    let destination =
        json!({"video": {"roomAdmin": true, "room": "r", "destinationRoom": "other"}});
    let malformed = error("malformed", "the json request could not be decoded");
    for (request, status, body) in [
        (r#"{"room":"r","destination_room":"other"}"#, 200, "{}"),
        (
            r#"{"room":"r","destinationRoom":"other","x":1} more"#,
            200,
            "{}",
        ),
        (r#"{"room":"r","destinationroom":"other"}"#, 401, DENIED),
        (r#"{"room":"r","destinationRoo":"other"}"#, 401, DENIED),
        (r#"{"room":"r","destinationRooms":"other"}"#, 401, DENIED),
        (r#"{"room":"r","destinationRoom":null}"#, 401, DENIED),
        (r#"{"room":"r","destinationRoom":1}"#, 400, &malformed),
        (
            r#"{"room":"r","destinationRoom":"other","destination_room":"other"}"#,
            400,
            &malformed,
        ),
        (r#"{"room":"r""#, 400, &malformed),
        ("[]", 400, &malformed),
    ] {
        let ask = Question::post("/twirp/livekit.RoomService/MoveParticipant", request.into());
        let ask = ask
            .with("Content-Type", "application/json")
            .token(&destination);
        assert_eq!(
            ask.ask(&Keys::Assumed, NEWEST, NOW),
            (status, body.to_owned()),
            "{request}"
        );
    }
}

#[test]
fn checks_sizes_before_grants() {
    let text = |bytes: usize| "x".repeat(bytes);
    let update = |request: Value| ask("RoomService/UpdateParticipant", &request, &json!({}));
    let name = argument(
        "name length exceeds limits 256",
        "name length exceeds limits",
    );
    update(json!({"name": text(256)})).gets(NEWEST, 401, DENIED);
    update(json!({"name": text(257)})).gets(NEWEST, 400, &name);
    update(json!({"name": text(257)})).gets(v(8, 3), 401, DENIED);
    for (release, metadata, attributes) in [
        (v(13, 2), 524_288, 65_536),
        (v(13, 1), 64_000, 64_000),
        (v(8, 4), 64_000, 64_000),
    ] {
        let too_large = |what: &str, most: usize| {
            argument(
                &format!("{what} size exceeds limits {most}"),
                &format!("{what} size exceeds limits"),
            )
        };
        update(json!({"metadata": text(metadata)})).gets(release, 401, DENIED);
        update(json!({"metadata": text(metadata + 1)})).gets(
            release,
            400,
            &too_large("metadata", metadata),
        );
        let of = |bytes: usize| json!({"attributes": {"ab": text(bytes - 3), "c": ""}});
        update(of(attributes)).gets(release, 401, DENIED);
        update(of(attributes + 1)).gets(release, 400, &too_large("attribute", attributes));
        let of_room = |bytes: usize| {
            ask(
                "RoomService/UpdateRoomMetadata",
                &json!({"metadata": text(bytes)}),
                &json!({}),
            )
        };
        of_room(metadata).gets(release, 401, DENIED);
        of_room(metadata + 1).gets(release, 400, &too_large("metadata", metadata));
    }
    update(json!({"metadata": text(600_000)})).gets(v(8, 3), 401, DENIED);
}

#[test]
fn checks_the_name_of_a_room_after_the_grant() {
    let create = |bytes: usize| {
        ask(
            "RoomService/CreateRoom",
            &json!({"name": "x".repeat(bytes)}),
            &json!({"video": {"roomCreate": true}}),
        )
    };
    let too_long = "room name length exceeds limits: max length 256";
    create(257).gets(NEWEST, 400, &error("invalid_argument", too_long));
    create(257).gets(
        v(13, 7),
        400,
        &error(
            "invalid_argument",
            &format!("twirp error unknown: {too_long}"),
        ),
    );
    create(257).gets(
        v(6, 3),
        400,
        &error("invalid_argument", "room name length exceeds limits"),
    );
    assert_eq!(create(256).ask(&Keys::Assumed, NEWEST, NOW).0, 200);
}

#[test]
fn ingress_checks_the_type_before_the_grant_and_once_checked_the_room() {
    let create = |request: Value, grants: &Value| ask("Ingress/CreateIngress", &request, grants);
    let wrong = error("invalid_argument", "invalid ingress type");
    for known in [
        json!(0),
        json!(2),
        json!("RTMP_INPUT"),
        json!("WHIP_INPUT"),
        json!("URL_INPUT"),
    ] {
        create(json!({"inputType": known}), &json!({})).gets(NEWEST, 401, DENIED);
    }
    create(json!({"inputType": 3}), &json!({})).gets(NEWEST, 400, &wrong);
    let protobuf = |kind: u8| {
        Question::post("/twirp/livekit.Ingress/CreateIngress", vec![8, kind])
            .with("Content-Type", "application/protobuf")
            .token(&json!({}))
    };
    protobuf(2).gets(NEWEST, 401, DENIED);
    protobuf(3).gets(NEWEST, 400, &wrong);
    // Before v1.3.0 it needed the right to join its room, and then broke without Redis.
    let joins = json!({"video": {"roomJoin": true, "room": "r"}});
    let panics = error("internal", "Internal service panic");
    create(json!({"roomName": "r"}), &joins).gets(v(2, 5), 500, &panics);
    create(json!({}), &joins).gets(v(2, 5), 500, &panics);
    create(json!({"roomName": "s"}), &joins).gets(v(2, 5), 401, DENIED);
    create(json!({"roomName": "r"}), &json!({"video": {"room": "r"}})).gets(v(2, 5), 401, DENIED);
    create(json!({"roomName": "r"}), &joins).gets(v(3, 0), 401, DENIED);
}

#[test]
fn sip_needs_no_grants_before_v1_6_3() {
    let answer = error("internal", "sip not connected (redis required)");
    for method in ["ListSIPTrunk", "CreateSIPParticipant"] {
        let ask = ask(&format!("SIP/{method}"), &json!({}), &json!({}));
        ask.gets(v(6, 2), 500, &answer);
        ask.gets(v(6, 3), 401, DENIED);
    }
}

#[test]
fn moves_only_to_another_room() {
    let grants = json!({"video": {"roomAdmin": true, "room": "r", "destinationRoom": "r"}});
    let text = "destination room cannot be the same as source room";
    let same = argument(&format!("{text} "), text);
    ask(
        "RoomService/MoveParticipant",
        &json!({"room": "r", "destinationRoom": "r"}),
        &grants,
    )
    .gets(NEWEST, 400, &same);
}

#[test]
fn names_the_missing_fields_of_a_transfer() {
    let transfer = |request: Value| ask("SIP/TransferSIPParticipant", &request, &json!({}));
    let lacks = |what: &str| error("invalid_argument", &format!("Missing {what}"));
    transfer(json!({"participantIdentity": "p"})).gets(NEWEST, 400, &lacks("room name"));
    transfer(json!({"roomName": "r"})).gets(NEWEST, 400, &lacks("participant identity"));
}

#[test]
fn some_methods_exist_only_in_some_releases() {
    let admin = json!({"sip": {"admin": true}});
    let status = |method: &str, version| {
        let ask = ask(&format!("SIP/{method}"), &json!({}), &admin);
        ask.ask(&Keys::Assumed, version, NOW).0
    };
    assert_eq!(status("CreateSIPTrunk", v(8, 4)), 500);
    assert_eq!(status("CreateSIPTrunk", v(9, 0)), 404);
    assert_eq!(status("CreateSIPInboundTrunk", v(7, 0)), 404);
    assert_eq!(status("CreateSIPInboundTrunk", v(7, 1)), 500);
}
