//! The answers of the API's methods to an accepted token, on a server without rooms, participants and Redis.

use super::*;

fn ask(method: &str, request: &Value) -> Question {
    let grants = json!({
        "video": {
            "roomCreate": true, "roomList": true, "roomRecord": true, "roomAdmin": true, "ingressAdmin": true,
            "room": "r", "destinationRoom": "other",
        },
        "sip": {"admin": true, "call": true},
    });
    Question::post(
        &format!("/twirp/livekit.{method}"),
        request.to_string().into(),
    )
    .with("Content-Type", "application/json")
    .token(&grants)
}

fn error(code: &str, message: &str) -> String {
    format!(r#"{{"code":"{code}","msg":"{message}"}}"#)
}

fn wrapped(code: &str, message: &str) -> String {
    error(code, &format!("twirp error unknown: {message}"))
}

/// Before psrpc.
fn caused(message: &str) -> String {
    format!(r#"{{"code":"internal","msg":"{message}","meta":{{"cause":"*errors.errorString"}}}}"#)
}

#[test]
fn lists_are_empty() {
    ask("RoomService/ListRooms", &json!({})).gets(NEWEST, 200, r#"{"rooms":[]}"#);
    let participants = ask("RoomService/ListParticipants", &json!({"room": "r"}));
    participants.gets(NEWEST, 200, r#"{"participants":[]}"#);
    ask("RoomService/SendData", &json!({"room": "r"})).gets(NEWEST, 200, "{}");
}

#[test]
fn methods_that_need_redis_say_so() {
    let internal = |what: &str| {
        error(
            "internal",
            &format!("{what} not connected (redis required)"),
        )
    };
    let panics = error("internal", "Internal service panic");
    for (method, what) in [
        ("Egress/ListEgress", "egress"),
        ("Egress/StopEgress", "egress"),
        ("Ingress/ListIngress", "ingress"),
        ("SIP/ListSIPTrunk", "sip"),
        ("SIP/CreateSIPParticipant", "sip"),
    ] {
        ask(method, &json!({})).gets(NEWEST, 500, &internal(what));
        let wrapped = wrapped(
            "internal",
            &format!("{what} not connected (redis required)"),
        );
        for version in [v(9, 2), v(13, 7)] {
            ask(method, &json!({})).gets(version, 500, &wrapped);
        }
        if what != "sip" {
            ask(method, &json!({})).gets(v(5, 0), 500, &internal(what));
        }
        let (first, last) = (v(5, 1), v(9, 1));
        if method == "Egress/ListEgress" {
            ask(method, &json!({})).gets(first, 500, &panics);
            ask(method, &json!({})).gets(last, 500, &panics);
        } else {
            ask(method, &json!({})).gets(last, 500, &wrapped);
        }
    }
    let start = ask("Egress/StartEgress", &json!({}));
    start.gets(v(13, 0), 500, &error("unknown", "not implemented"));
    let egress = "egress not connected (redis required)";
    start.gets(v(13, 2), 500, &wrapped("internal", egress));
}

#[test]
fn methods_that_need_a_participant_say_so() {
    let request = json!({"room": "r", "roomName": "r", "participantIdentity": "p"});
    let text = "participant does not exist";
    for method in [
        "RoomService/GetParticipant",
        "RoomService/RemoveParticipant",
        "RoomService/UpdateParticipant",
        "SIP/TransferSIPParticipant",
    ] {
        let ask = ask(method, &request);
        ask.gets(NEWEST, 404, &error("not_found", text));
        ask.gets(v(8, 4), 404, &wrapped("not_found", text));
        if method != "SIP/TransferSIPParticipant" {
            ask.gets(v(3, 0), 404, &error("not_found", text));
            ask.gets(v(2, 5), 500, &caused(text));
        }
    }
    let call = ask("RoomService/PerformRpc", &json!({"room": "r"}));
    call.gets(
        NEWEST,
        400,
        &error("invalid_argument", "destination identity is required"),
    );
    let call = json!({"room": "r", "destinationIdentity": "p"});
    ask("RoomService/PerformRpc", &call).gets(NEWEST, 200, "{}");
}

#[test]
fn methods_that_need_a_room_say_so() {
    let text = "requested room does not exist";
    let update = ask("RoomService/UpdateRoomMetadata", &json!({"room": "r"}));
    let delete = ask("RoomService/DeleteRoom", &json!({"room": "r"}));
    for ask in [&update, &delete] {
        ask.gets(NEWEST, 404, &error("not_found", text));
        ask.gets(v(8, 4), 404, &wrapped("not_found", text));
        ask.gets(v(5, 2), 404, &error("not_found", text));
    }
    update.gets(v(5, 1), 404, &error("not_found", text));
    update.gets(v(2, 5), 500, &caused(text));
    delete.gets(v(5, 1), 404, &error("not_found", "room not found"));
    delete.gets(v(5, 0), 200, "{}");
    ask("RoomService/CreateRoom", &json!({"name": "r"})).gets(NEWEST, 200, "{}");
}
