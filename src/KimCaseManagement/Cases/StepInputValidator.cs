using FluentValidation;
using FluentValidation.Results;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>A step as it comes from outside (Eingabe): its code and its data by name.</summary>
public sealed class StepInput
{
    /// <summary>Makes an input; nothing is checked yet.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public StepInput(string code, StepData data)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(data);
        Code = code;
        Data = data;
    }

    /// <summary>The code of the step.</summary>
    public string Code { get; }

    /// <summary>Its data.</summary>
    public StepData Data { get; }
}

/// <summary>Checks the shape of an incoming step, for hosts that use FluentValidation: the same codes as the decider's, messages from our own catalogue.</summary>
/// <remarks>Whether the step is possible is not its question: <see cref="CaseLifecycle.Decide"/> answers that. Make one and keep it; it is safe to use from many threads at once.</remarks>
public sealed class StepInputValidator : AbstractValidator<StepInput>
{
    /// <summary>Makes a validator.</summary>
    /// <param name="lifecycle">Whose policy says which codes there are.</param>
    /// <param name="catalogue">The words.</param>
    /// <param name="language">The language of the messages.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public StepInputValidator(CaseLifecycle lifecycle, TextCatalogue catalogue, LanguageTag language)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        ArgumentNullException.ThrowIfNull(catalogue);
        RuleFor(input => input).Custom((input, context) =>
        {
            foreach (var problem in lifecycle.Read(input.Code, input.Data).Problems)
                context.AddFailure(new ValidationFailure(problem.Field ?? nameof(StepInput.Code), problem.Text(catalogue, language).Text) { ErrorCode = problem.Code });
        });
    }
}
