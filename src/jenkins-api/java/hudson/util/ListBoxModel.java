package hudson.util;

import java.util.ArrayList;

public class ListBoxModel extends ArrayList<ListBoxModel.Option> {
    private static final long serialVersionUID = 1;

    public ListBoxModel() {}

    public void add(String name, String value) {
        throw new UnsupportedOperationException();
    }

    public static final class Option {}
}
