/// What a page is, from the name and the head of its file: its address, its title, its tags, who
/// sees it. Pure: knows no Markdown, no folder and no database.
@NullMarked
package croft.wiki.page;

import org.jspecify.annotations.NullMarked;
