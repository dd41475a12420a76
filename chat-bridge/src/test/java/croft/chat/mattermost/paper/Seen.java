package croft.chat.mattermost.paper;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A post as a test sees it.
///
/// @param author username of its account
/// @param shownAs what people see as its author: what the post overrides, where that holds
/// @param root id of the first post of its thread, or empty
/// @param reactions `username:emoji`
/// @param files names
public record Seen(
        String id,
        String author,
        String shownAs,
        String root,
        String message,
        boolean edited,
        boolean deleted,
        Map<String, Object> props,
        Set<String> reactions,
        List<String> files,
        long createdAt,
        long updatedAt) {}
