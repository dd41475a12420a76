/// What is said in chats, whatever the network: messages, who wrote them, what happened to them,
/// and their text as Markdown and as other networks write it. Pure.
@NullMarked
package croft.chat.message;

import org.jspecify.annotations.NullMarked;
