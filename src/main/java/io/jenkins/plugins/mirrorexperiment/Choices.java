package io.jenkins.plugins.mirrorexperiment;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;

/** Drop-downs and checks of the system configuration; who is no administrator learns nothing from them. */
final class Choices {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][-._A-Za-z0-9]{0,62}");

    private Choices() {}

    static ListBoxModel credentials(String current) {
        StandardListBoxModel model = new StandardListBoxModel();
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return model.includeCurrentValue(current);
        }
        return model.includeEmptyValue()
                .includeAs(ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, List.of())
                .includeCurrentValue(current);
    }

    /** Nothing chosen, or one of some names. */
    static ListBoxModel names(List<String> names) {
        ListBoxModel model = new ListBoxModel();
        model.add("", "");
        names.forEach(name -> model.add(name, name));
        return model;
    }

    /** What may become of a build. */
    static ListBoxModel results() {
        ListBoxModel model = new ListBoxModel();
        for (ResultOn each : ResultOn.values()) {
            model.add(each.name(), each.name());
        }
        return model;
    }

    static FormValidation name(String value) {
        return NAME.matcher(value).matches() ? FormValidation.ok() : FormValidation.error(Messages.badName());
    }

    static FormValidation url(String value) {
        try {
            URI url = new URI(value);
            boolean good = ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null;
            return good ? FormValidation.ok() : FormValidation.error(Messages.badUrl());
        } catch (URISyntaxException e) {
            return FormValidation.error(Messages.badUrl());
        }
    }
}
