package croft.chat;

import croft.platform.service.StatusDetail;
import jakarta.inject.Singleton;

/// This service's part of `/status`.
@Singleton
final class ChatDetail implements StatusDetail {
    private final ChatStatus status;

    ChatDetail(ChatStatus status) {
        this.status = status;
    }

    @Override
    public Object detail() {
        return status.report();
    }
}
