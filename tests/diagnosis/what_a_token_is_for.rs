//! Tokens of API calls, agents and webhooks are judged by what they are for.

use super::*;

fn with_video(video: Value) -> String {
    token(&with("video", video), SECRET)
}

#[track_caller]
fn assert_outcome(paste: &str, outcome: Outcome, says: &str) {
    let report = at(paste, NOW);
    let message = plain(&report.verdict.message);
    assert_eq!(report.verdict.outcome, outcome, "{paste}: {message}");
    assert!(message.contains(says), "{paste}: {message}");
}

#[test]
fn the_method_of_a_call_decides_which_grant_is_needed() {
    let list = with_video(json!({"roomList": true}));
    let join = token(&claims(), SECRET);
    let pair = env(SECRET);
    for call in [
        "POST https://lk.example.com/twirp/livekit.RoomService/ListRooms\nAuthorization: Bearer TOKEN",
        "config: {\n    url: '/twirp/livekit.RoomService/ListRooms',\n    Authorization: 'Bearer TOKEN'",
        "    at async RoomServiceClient.listRooms (index.js:1)\nTOKEN",
        "  File \"/x/livekit/api/room_service.py\", line 70, in list_rooms\nTOKEN",
        "lksdk.(*RoomServiceClient).ListRooms(...)\nTOKEN",
    ] {
        assert_outcome(
            &format!("{}\n{pair}", call.replace("TOKEN", &list)),
            Outcome::Accepts,
            "ListRooms",
        );
        assert_outcome(
            &format!("{}\n{pair}", call.replace("TOKEN", &join)),
            Outcome::Refuses,
            "token lacks video.roomList",
        );
    }
}

#[test]
fn each_method_wants_its_own_grant() {
    for (method, video, sip) in [
        ("CreateRoom", json!({"roomCreate": true}), json!({})),
        (
            "ListParticipants",
            json!({"roomAdmin": true, "room": "r"}),
            json!({}),
        ),
        (
            "MoveParticipant",
            json!({"roomAdmin": true, "room": "r", "destinationRoom": "s"}),
            json!({}),
        ),
        ("StartEgress", json!({"roomRecord": true}), json!({})),
        ("CreateIngress", json!({"ingressAdmin": true}), json!({})),
        (
            "CreateDispatch",
            json!({"roomAdmin": true, "room": "r"}),
            json!({}),
        ),
        ("CreateSIPInboundTrunk", json!({}), json!({"admin": true})),
        ("CreateSIPParticipant", json!({}), json!({"call": true})),
        (
            "TransferSIPParticipant",
            json!({"roomAdmin": true, "room": "r"}),
            json!({"call": true}),
        ),
    ] {
        let mut claims = with("video", video);
        claims["sip"] = sip;
        let own = token(&claims, SECRET);
        let call = format!("url: '/twirp/livekit.X/{method}'\n{}", env(SECRET));
        assert_outcome(&format!("{call}{own}"), Outcome::Accepts, method);
        let join = token(&super::claims(), SECRET);
        assert_outcome(&format!("{call}{join}"), Outcome::Refuses, "token lacks");
    }
}

#[test]
fn without_a_call_the_grants_say_what_it_is_for() {
    for (video, says) in [
        (
            json!({"roomRecord": true}),
            "This API token looks right so far",
        ),
        (json!({"agent": true}), "agent token"),
    ] {
        assert_outcome(&with_video(video.clone()), Outcome::Unknown, says);
        assert_outcome(
            &format!("{}{}", env(SECRET), with_video(video)),
            Outcome::Accepts,
            "it permits",
        );
    }
    // A client that joins says that it was for joining.
    let record = with_video(json!({"roomRecord": true}));
    assert_outcome(
        &format!("could not establish signal connection\n{record}"),
        Outcome::Refuses,
        "lacks roomJoin: true",
    );
}

#[test]
fn a_denied_call_may_be_named_in_words() {
    let join = token(&claims(), SECRET);
    for (said, says) in [
        (
            r#"{"code":"unauthenticated","msg":"permissions denied"} when calling CreateIngress"#,
            "lacks video.ingressAdmin",
        ),
        (
            "twirp error unauthenticated: permissions denied\ncreate_sip_participant",
            "lacks sip.call",
        ),
        // No call is named, so nothing shows that the token permits it.
        (
            "twirp error unauthenticated: permissions denied",
            "without the grant",
        ),
    ] {
        assert_outcome(&format!("{said}\n{join}"), Outcome::Refuses, says);
    }
}

#[test]
fn a_webhook_is_signed_and_needs_no_grant() {
    let claims = json!({"iss": KEY, "exp": MINTED + 300, "sha256": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="});
    let paste = format!("{}{}", env(SECRET), token(&claims, SECRET));
    assert_outcome(&paste, Outcome::Accepts, "a webhook's token");
}

#[test]
fn permissions_denied_is_also_the_answer_to_no_token() {
    for text in [
        "{\"code\":\"unauthenticated\",\"msg\":\"permissions denied\"}",
        "twirp error unauthenticated: permissions denied",
        "ServerError(code=unauthenticated, message=permissions denied, status=401)",
        "Unauthorized: permissions denied\n    at toTwirpError (x.js:1)",
    ] {
        let report = assert_leads(text, Outcome::Refuses, "missing_grant");
        let candidates: Vec<_> = (report.candidates.iter())
            .map(|candidate| candidate.cause.name())
            .collect();
        assert_eq!(
            candidates,
            [
                "missing_grant",
                "missing_token_or_header",
                "network_not_auth"
            ],
            "{text}"
        );
        assert!(
            !report.findings[0].certain && report.next.is_some(),
            "{text}"
        );
    }
    let line = |key: &str| {
        format!(
            "INFO livekit.api API RoomService.ListRooms {{\"service\": \"RoomService\", {key}\"method\": \"ListRooms\", \"status\": \"401\", \"error\": \"permissions denied\"}}"
        )
    };
    let report = assert_leads(
        &line("\"apiKey\": \"APIx\", "),
        Outcome::Refuses,
        "missing_grant",
    );
    assert!(
        report.findings[0].certain && plain(&report.verdict.message).contains("video.roomList")
    );
    let report = assert_leads(&line(""), Outcome::Refuses, "no_token_arrived");
    assert!(report.findings[0].certain);
    // At /rtc it is the answer to a token.
    let report = assert_leads(
        "could not establish signal connection: permissions denied",
        Outcome::Refuses,
        "missing_grant",
    );
    assert!(report.findings[0].certain);
}

#[test]
fn an_agent_needs_its_grant() {
    let call = |token: &str, body: &str| {
        format!(
            "GET wss://h.example/agent HTTP/1.1\nAuthorization: Bearer {token}\n\nHTTP/1.1 401 Unauthorized\n\n{body}"
        )
    };
    let agent = with_video(json!({"agent": true}));
    assert_leads(
        &call(&agent, "invalid API key"),
        Outcome::Refuses,
        "unknown_key",
    );
    let join = token(&claims(), SECRET);
    let report = assert_leads(
        &call(&join, "no permissions to access the room"),
        Outcome::Refuses,
        "missing_grant",
    );
    assert!(report.findings[0].certain);
}

#[test]
fn the_leeway_of_another_service_is_not_known() {
    let own = crate::common::diagnose_now(&token(&claims(), SECRET));
    let foreign = json!({"iss": "https://securetoken.google.com/p", "aud": "p", "sub": "1", "iat": MINTED, "exp": MINTED + 600});
    let foreign = crate::common::diagnose_now(&token(&foreign, SECRET));
    assert!((own.leeway - 60.0).abs() < 0.1 && foreign.leeway.abs() < 0.1);
}
