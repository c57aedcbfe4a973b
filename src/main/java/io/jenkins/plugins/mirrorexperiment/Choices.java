package io.jenkins.plugins.mirrorexperiment;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/** Drop-downs and checks of the system configuration; who is no administrator learns nothing from them. */
final class Choices {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][-._A-Za-z0-9]{0,62}");

    private Choices() {}

    /** Credentials of these kinds, for administrators; for others what is chosen already. */
    static ListBoxModel credentials(String current, Class<?>... kinds) {
        StandardListBoxModel model = new StandardListBoxModel();
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return model.includeCurrentValue(current);
        }
        CredentialsMatcher fitting = CredentialsMatchers.anyOf(
                Arrays.stream(kinds).map(CredentialsMatchers::instanceOf).toArray(CredentialsMatcher[]::new));
        return model.includeEmptyValue()
                .includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, List.of(), fitting)
                .includeCurrentValue(current);
    }

    /**
     * Names of profiles, for those who may read the configuration of a job; for others what is chosen already.
     *
     * @param item the job or folder that the form is in; null for none, as in the controller's own forms
     */
    static ListBoxModel profiles(@Nullable Item item, @Nullable String current, Stream<String> names) {
        boolean may =
                item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.EXTENDED_READ);
        Stream<String> chosen = Stream.ofNullable(current).map(String::strip).filter(name -> !name.isEmpty());
        return names(
                Stream.concat(may ? names : Stream.empty(), chosen).distinct().toList());
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
