package croft.chat.message;

import java.util.Optional;

/// Who said something.
///
/// @param id unique in their chat and as lasting as the network allows: a user's id at Mattermost,
///   an account or else a nick at IRC
/// @param name as people see it
/// @param picture what stands for the picture as it is now, such as its id and version; where the
///   network has pictures
public record Author(String id, String name, Optional<String> picture) {
    public Author {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an author without an id");
        }
    }
}
