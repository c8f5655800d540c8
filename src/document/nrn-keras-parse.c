/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Networks, losses and optimizers from the JSON that Keras (2 and 3) and
 * TensorFlow.js write.
 */

#include "config.h"

#include "nrn-keras.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const NrnKerasScaling nrn_keras_scalings[] = {
  { "glorot_uniform", 1, "fan_avg", "uniform" },
  { "glorot_normal", 1, "fan_avg", "normal" },
  { "he_uniform", 2, "fan_in", "uniform" },
  { "he_normal", 2, "fan_in", "normal" },
  { "lecun_uniform", 1, "fan_in", "uniform" },
  { "lecun_normal", 1, "fan_in", "normal" },
  { NULL },
};

/* Arguments of Keras' that change what is computed. Without them in our
 * tables they must be off: a network that is not the same must not look so.
 * All others that Neurons does not know are for Keras only. */
static const char *const consequential[] = {
  "activity_regularizer",
  "amsgrad",
  "beta_constraint",
  "beta_regularizer",
  "bias_constraint",
  "bias_regularizer",
  "centered",
  "clipnorm",
  "clipvalue",
  "from_logits",
  "gamma_constraint",
  "gamma_regularizer",
  "global_clipnorm",
  "kernel_constraint",
  "kernel_regularizer",
  "label_smoothing",
  "lora_rank",
  "nesterov",
  "noise_shape",
  "renorm",
  "rms_scaling",
  "use_ema",
  "virtual_batch_size",
  "weight_decay",
};

static gboolean
is_called (const NrnJson *json,
           const char    *name)
{
  return nrn_json_is_string (json) &&
         g_ascii_strcasecmp (json_node_get_string (json->node), name) == 0;
}

static gboolean
is_off (const NrnJson *json)
{
  if (!JSON_NODE_HOLDS_VALUE (json->node))
    return FALSE;

  switch (json_node_get_value_type (json->node))
    {
    case G_TYPE_BOOLEAN:
      return !json_node_get_boolean (json->node);

    case G_TYPE_INT64:
    case G_TYPE_DOUBLE:
      return json_node_get_double (json->node) == 0;

    default:
      return FALSE;
    }
}

static gboolean
refuse_consequential (const NrnJson  *members,
                      const NrnKind  *kind,
                      GError        **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (consequential); i++)
    {
      NrnJson member;

      if (nrn_kind_property (kind, consequential[i]) < 0 &&
          nrn_json_find (members, consequential[i], &member) && !is_off (&member))
        return nrn_json_fail (&member, NRN_ERROR_UNSUPPORTED, error,
                              _("Neurons does not have this for %s; it must be null."),
                              kind->name);
    }

  return TRUE;
}

/* Rows of numbers have two axes, of which layers that normalize go along the
 * last one: -1, 1, or one of these in a list. */
static gboolean
check_axis (const NrnJson  *members,
            GError        **error)
{
  NrnJson axis;
  NrnJson element;
  double number = 0;

  if (!nrn_json_find (members, "axis", &axis))
    return TRUE;

  element = axis;
  if (nrn_json_is_array (&axis) && nrn_json_get_length (&axis) == 1)
    element = nrn_json_get_element (&axis, 0);
  if (!nrn_json_get_number (&element, &number, error))
    return FALSE;

  return number == -1 || number == 1 ||
         nrn_json_fail (&axis, NRN_ERROR_UNSUPPORTED, error,
                        _("Neurons goes along the last axis only; this must be -1."));
}

/* Tells where the mistake is if the config would not take the value. */
static NrnConfig *
took_value (NrnConfig      *changed,
            const NrnJson  *member,
            GError        **error)
{
  if (changed == NULL)
    nrn_json_fail_prefix (member, error);

  return changed;
}

static NrnConfig *
with_list (const NrnConfig       *config,
           const NrnPropertySpec *spec,
           const NrnJson         *list,
           GError               **error)
{
  g_autofree double *numbers = NULL;
  guint n;

  if (!nrn_json_expect_array (list, error))
    return NULL;

  n = nrn_json_get_length (list);
  numbers = g_new (double, (gsize) n + 1);
  for (guint i = 0; i < n; i++)
    {
      NrnJson element = nrn_json_get_element (list, i);

      if (!nrn_json_get_number (&element, &numbers[i], error))
        return NULL;
    }

  return took_value (nrn_config_with_numbers (config, spec->name, n, numbers, error), list, error);
}

static NrnConfig *
with_nested (const NrnConfig       *config,
             const NrnPropertySpec *spec,
             const NrnJson         *member,
             GError               **error)
{
  g_autoptr (NrnConfig) nested = nrn_keras_parse_config (member, spec->family, error);

  if (nested == NULL)
    return NULL;

  return took_value (nrn_config_with_config (config, spec->name, nested, error), member, error);
}

static NrnConfig *
with_value (const NrnConfig       *config,
            const NrnPropertySpec *spec,
            const NrnJson         *member,
            GError               **error)
{
  gboolean truth;
  double number;

  if (spec->type == NRN_PROPERTY_BOOLEAN)
    {
      if (!nrn_json_get_boolean (member, &truth, error))
        return NULL;
      number = truth;
    }
  else if (!nrn_json_get_number (member, &number, error))
    {
      return NULL;
    }

  return took_value (nrn_config_with_number (config, spec->name, number, error), member, error);
}

static NrnConfig *
with_member (const NrnConfig       *config,
             const NrnPropertySpec *spec,
             const NrnJson         *member,
             GError               **error)
{
  if (spec->type == NRN_PROPERTY_NUMBERS)
    return with_list (config, spec, member, error);
  if (spec->type == NRN_PROPERTY_CONFIG || (spec->or_config && nrn_json_is_object (member)))
    return with_nested (config, spec, member, error);

  return with_value (config, spec, member, error);
}

/* @defaults with the arguments in @members; those that are missing or null
 * stay, if Keras has a default for them. */
static NrnConfig *
parse_members (const NrnConfig  *defaults,
               const NrnJson    *members,
               GError          **error)
{
  const NrnKind *kind = nrn_config_get_kind (defaults);
  g_autoptr (NrnConfig) config = nrn_config_ref (defaults);

  if (!refuse_consequential (members, kind, error) || !check_axis (members, error))
    return NULL;

  for (guint i = 0; i < kind->n_properties; i++)
    {
      const NrnPropertySpec *spec = &kind->properties[i];
      NrnConfig *changed;
      NrnJson member;

      if (!nrn_json_find (members, spec->name, &member) &&
          (spec->old_name == NULL || !nrn_json_find (members, spec->old_name, &member)))
        {
          if (!spec->required)
            continue;
          nrn_json_need (members, spec->name, &member, error);
          return NULL;
        }

      changed = with_member (config, spec, &member, error);
      if (changed == NULL)
        return NULL;
      nrn_config_unref (config);
      config = changed;
    }

  if (!nrn_config_check (config, error))
    {
      nrn_json_fail_prefix (members, error);
      return NULL;
    }

  return g_steal_pointer (&config);
}

static const NrnKind *
parse_kind (const NrnJson  *json,
            NrnFamily       family,
            GError        **error)
{
  const NrnKind *kind;
  const char *name;

  if (!nrn_json_get_name (json, &name, error))
    return NULL;

  kind = nrn_kind_find (family, name, error);
  if (kind == NULL)
    nrn_json_fail_prefix (json->name != NULL && strcmp (json->name, "class_name") == 0
                          ? json->parent : json,
                          error);

  return kind;
}

/* Activations that Keras has as layers of their own, with an argument of
 * another default than the function's, or of another name. */
static const struct
{
  const char *class_name;
  const char *activation;
  const char *property;     /* NULL if the defaults are the function's */
  const char *argument;     /* of the layer */
  double      value;        /* its default */
} activation_layers[] = {
  { "ReLU", "relu", NULL, NULL, 0 },
  { "ELU", "elu", NULL, NULL, 0 },
  { "Softmax", "softmax", NULL, NULL, 0 },
  { "LeakyReLU", "leaky_relu", "negative_slope", "negative_slope", 0.3 },
  { "ThresholdedReLU", "relu", "threshold", "theta", 1 },
};

/* -1 if it is no such layer. */
static int
find_activation_layer (const NrnJson *class_name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (activation_layers); i++)
    {
      if (is_called (class_name, activation_layers[i].class_name))
        return (int) i;
    }

  return -1;
}

/* The activation that a layer is, with the layer's own argument. */
static NrnConfig *
parse_own_argument (int             layer,
                    const NrnJson  *members,
                    GError        **error)
{
  g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION,
                                                         activation_layers[layer].activation, NULL);
  double value = activation_layers[layer].value;
  NrnConfig *changed;
  NrnJson member;

  if (activation_layers[layer].property == NULL)
    return g_steal_pointer (&config);

  if (nrn_json_find (members, activation_layers[layer].argument, &member) &&
      !nrn_json_get_number (&member, &value, error))
    return NULL;
  changed = nrn_config_with_number (config, activation_layers[layer].property, value, error);
  if (changed == NULL)
    nrn_json_fail_prefix (members, error);

  return changed;
}

static NrnConfig *
parse_with_members (NrnFamily       family,
                    const NrnJson  *class_name,
                    const NrnJson  *members,
                    GError        **error)
{
  int layer = family == NRN_FAMILY_ACTIVATION ? find_activation_layer (class_name) : -1;
  const NrnKind *kind = layer < 0 ? parse_kind (class_name, family, error) : NULL;
  g_autoptr (NrnConfig) defaults = NULL;

  if (layer >= 0)
    defaults = parse_own_argument (layer, members, error);
  else if (kind != NULL)
    defaults = nrn_config_new (kind);

  return defaults != NULL ? parse_members (defaults, members, error) : NULL;
}

/* "truncated_normal" is Keras' newer name of "normal". */
static gboolean
same_distribution (const char *ours,
                   const char *given)
{
  return strcmp (ours, given) == 0 ||
         (strcmp (ours, "normal") == 0 && strcmp (given, "truncated_normal") == 0);
}

static NrnConfig *
parse_scaling (const NrnJson  *json,
               const NrnJson  *members,
               GError        **error)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  NrnJson member;
  const char *mode = "fan_in";
  const char *distribution = "truncated_normal";
  double scale = 1;

  if ((nrn_json_find (members, "scale", &member) && !nrn_json_get_number (&member, &scale, error)) ||
      (nrn_json_find (members, "mode", &member) && !nrn_json_get_name (&member, &mode, error)) ||
      (nrn_json_find (members, "distribution", &member) &&
       !nrn_json_get_name (&member, &distribution, error)))
    return NULL;

  for (const NrnKerasScaling *scaling = nrn_keras_scalings; scaling->initializer != NULL; scaling++)
    {
      if (scaling->scale == scale && strcmp (scaling->mode, mode) == 0 &&
          same_distribution (scaling->distribution, distribution))
        return nrn_config_new_by_name (NRN_FAMILY_INITIALIZER, scaling->initializer, error);
    }

  g_ascii_formatd (digits, sizeof digits, "%.10g", scale);
  nrn_json_fail (json, NRN_ERROR_UNSUPPORTED, error,
                 _("Neurons has no VarianceScaling with scale %s, mode “%s” and distribution "
                   "“%s”; it has those that are called glorot, he and lecun."),
                 digits, mode, distribution);
  return NULL;
}

/**
 * nrn_keras_parse_config:
 * @json: a name, or an object with class_name and config
 * @family: what it shall be
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the config, with Keras' defaults for
 *   what is missing, or %NULL with a sentence that names file and member
 */
NrnConfig *
nrn_keras_parse_config (const NrnJson  *json,
                        NrnFamily       family,
                        GError        **error)
{
  const NrnKind *kind;
  NrnJson class_name;
  NrnJson members;

  /* TensorFlow.js' name of a function that Keras has by an argument. */
  if (family == NRN_FAMILY_ACTIVATION && is_called (json, "gelu_new"))
    return nrn_config_parse (family, "gelu(approximate=true)", error);

  if (nrn_json_is_string (json))
    {
      kind = parse_kind (json, family, error);
      return kind != NULL ? nrn_config_new (kind) : NULL;
    }

  if (!nrn_json_is_object (json))
    {
      nrn_json_fail (json, NRN_ERROR_PARSE, error,
                     _("This must be a name, or an object with class_name and config."));
      return NULL;
    }
  if (!nrn_json_need (json, "class_name", &class_name, error))
    return NULL;

  /* An object without a config is all defaults. */
  if (!nrn_json_find (json, "config", &members))
    {
      kind = parse_kind (&class_name, family, error);
      return kind != NULL ? nrn_config_new (kind) : NULL;
    }
  if (!nrn_json_expect_object (&members, error))
    return NULL;
  if (family == NRN_FAMILY_INITIALIZER && is_called (&class_name, "VarianceScaling"))
    return parse_scaling (json, &members, error);


  return parse_with_members (family, &class_name, &members, error);
}

/* What is known of a network while its layers are read. */
typedef struct
{
  guint      input_dim;     /* 0 until it is known */
  gboolean   frozen;        /* as a whole */
  GPtrArray *configs;       /* owned; NrnConfig */
  GPtrArray *names;         /* owned; borrowed texts, NULL for default names */
} Layers;

/* [null, 2]: any number of rows of 2 numbers. */
static gboolean
parse_shape (const NrnJson  *shape,
             guint          *input_dim,
             GError        **error)
{
  NrnJson dim;

  if (!nrn_json_expect_array (shape, error))
    return FALSE;
  if (nrn_json_get_length (shape) != 2)
    return nrn_json_fail (shape, NRN_ERROR_UNSUPPORTED, error,
                          _("This has %u dimensions; Neurons takes rows of numbers, such as "
                            "[null, 2]."),
                          nrn_json_get_length (shape));

  dim = nrn_json_get_element (shape, 1);

  return nrn_json_get_integer (&dim, 1, NRN_MAX_UNITS, input_dim, error);
}

static gboolean
find_shape (const NrnJson  *members,
            guint          *input_dim,
            GError        **error)
{
  NrnJson shape;

  if (nrn_json_find (members, "batch_shape", &shape) ||
      nrn_json_find (members, "batch_input_shape", &shape) ||
      nrn_json_find (members, "build_input_shape", &shape))
    return parse_shape (&shape, input_dim, error);

  return TRUE;
}

/* Keras has some activations as layers of their own; here they are in an
 * Activation layer. */
static NrnConfig *
parse_activation_layer (const NrnJson  *class_name,
                        const NrnJson  *members,
                        GError        **error)
{
  g_autoptr (NrnConfig) plain = nrn_config_new_by_name (NRN_FAMILY_LAYER, "Activation", NULL);
  g_autoptr (NrnConfig) activation = NULL;

  activation = parse_with_members (NRN_FAMILY_ACTIVATION, class_name, members, error);

  return activation != NULL ? nrn_config_with_config (plain, "activation", activation, error) : NULL;
}

/* Layers without weights may be called frozen as well; it changes nothing. */
static gboolean
find_trainable (const NrnJson  *members,
                gboolean       *is_trainable,
                GError        **error)
{
  NrnJson member;

  return !nrn_json_find (members, "trainable", &member) ||
         nrn_json_get_boolean (&member, is_trainable, error);
}

/* The layer with what is said of all: a network that is frozen as a whole has
 * layers that are. */
static NrnConfig *
freeze_with_network (const Layers *layers,
                     NrnConfig    *config)
{
  NrnConfig *frozen;

  if (!layers->frozen || nrn_kind_property (nrn_config_get_kind (config), "trainable") < 0)
    return config;

  frozen = nrn_config_with_number (config, "trainable", 0, NULL);
  nrn_config_unref (config);
  return frozen;
}

static gboolean
parse_layer (const NrnJson  *layer,
             Layers         *layers,
             GError        **error)
{
  NrnJson class_name;
  NrnJson members;
  NrnJson name_member;
  const char *name = NULL;
  gboolean is_trainable = TRUE;
  NrnConfig *config;

  if (!nrn_json_expect_object (layer, error) ||
      !nrn_json_need (layer, "class_name", &class_name, error) ||
      !nrn_json_need (layer, "config", &members, error) ||
      !nrn_json_expect_object (&members, error) ||
      !find_trainable (&members, &is_trainable, error))
    return FALSE;

  if (layers->input_dim == 0 && !find_shape (&members, &layers->input_dim, error))
    return FALSE;
  if (is_called (&class_name, "InputLayer"))
    return layer->index == 0 ||
           nrn_json_fail (layer, NRN_ERROR_UNSUPPORTED, error,
                          _("Only the first layer can be an InputLayer."));

  if (nrn_json_find (&members, "name", &name_member) &&
      !nrn_json_get_name (&name_member, &name, error))
    return FALSE;

  if (find_activation_layer (&class_name) >= 0)
    config = parse_activation_layer (&class_name, &members, error);
  else
    config = parse_with_members (NRN_FAMILY_LAYER, &class_name, &members, error);
  if (config == NULL)
    return FALSE;
  g_ptr_array_add (layers->configs, freeze_with_network (layers, config));
  g_ptr_array_add (layers->names, (char *) name);

  return TRUE;
}

static NrnArchitecture *
parse_layers (const NrnJson  *list,
              Layers         *layers,
              GError        **error)
{
  NrnArchitecture *architecture;

  for (guint i = 0; i < nrn_json_get_length (list); i++)
    {
      NrnJson layer = nrn_json_get_element (list, i);

      if (!parse_layer (&layer, layers, error))
        return NULL;
    }

  if (layers->input_dim == 0)
    {
      nrn_json_fail (list, NRN_ERROR_PARSE, error,
                     _("The number of inputs is not told; the first layer must have a "
                       "batch_shape such as [null, 2]."));
      return NULL;
    }

  architecture = nrn_architecture_new (layers->input_dim, layers->configs->len,
                                       (NrnConfig *const *) layers->configs->pdata,
                                       (const char *const *) layers->names->pdata, error);
  if (architecture == NULL)
    nrn_json_fail_prefix (list, error);

  return architecture;
}

static gboolean
check_is_sequential (const NrnJson  *json,
                     GError        **error)
{
  NrnJson class_name;
  const char *name;

  if (!nrn_json_expect_object (json, error) ||
      !nrn_json_need (json, "class_name", &class_name, error) ||
      !nrn_json_get_name (&class_name, &name, error))
    return FALSE;

  return strcmp (name, "Sequential") == 0 ||
         nrn_json_fail (&class_name, NRN_ERROR_UNSUPPORTED, error,
                        _("This network is a “%s”; Neurons has Sequential networks only."),
                        name);
}

/**
 * nrn_keras_parse_sequential:
 * @json: an object with class_name "Sequential" and a config
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the network, or %NULL with a
 *   sentence that names file and member
 */
NrnArchitecture *
nrn_keras_parse_sequential (const NrnJson  *json,
                            GError        **error)
{
  g_autoptr (GPtrArray) configs = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  Layers layers = { .configs = configs, .names = names };
  gboolean is_trainable = TRUE;
  NrnJson config;
  NrnJson list;

  if (!check_is_sequential (json, error) ||
      !nrn_json_need (json, "config", &config, error))
    return NULL;

  /* Old Kerases have the list of layers where the config is now. */
  if (nrn_json_is_array (&config))
    return parse_layers (&config, &layers, error);

  if (!nrn_json_expect_object (&config, error) ||
      !find_trainable (&config, &is_trainable, error) ||
      !nrn_json_need (&config, "layers", &list, error) ||
      !nrn_json_expect_array (&list, error))
    return NULL;
  layers.frozen = !is_trainable;

  /* Some Kerases tell the inputs here and in no layer. */
  if (!find_shape (&config, &layers.input_dim, error))
    return NULL;

  return parse_layers (&list, &layers, error);
}
