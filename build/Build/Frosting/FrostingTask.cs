using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context that a build's tasks share.</summary>
public interface IFrostingContext : ICakeContext;

/// <inheritdoc cref="IFrostingContext"/>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;

/// <summary>A task; the host finds all public ones of the program.</summary>
public interface IFrostingTask
{
    /// <summary>Does it.</summary>
    void Run(ICakeContext context);
}

/// <summary>A task with its build's own context. Without an override it only has dependencies.</summary>
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    void IFrostingTask.Run(ICakeContext context) => Run((T)context);

    /// <inheritdoc cref="IFrostingTask.Run"/>
    public virtual void Run(T context)
    {
    }
}

/// <summary>A task's name on the command line.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>The given text.</summary>
    public string Name { get; } = name;
}

/// <summary>A task's description in <c>--description</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TaskDescriptionAttribute(string description) : Attribute
{
    /// <summary>The given text.</summary>
    public string Description { get; } = description;
}

/// <summary>A task that runs before.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type task) : Attribute
{
    /// <summary>Its class.</summary>
    public Type Task { get; } = task;
}
